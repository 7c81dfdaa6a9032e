# How a run ended.
outcome-exited-well = 프로그램이 끝까지 실행되었습니다.
outcome-exited = 프로그램이 끝났습니다. 종료 코드: { $code }
outcome-timed-out = 제한 시간 { $seconds }초를 넘겨 멈췄습니다. 혹시 끝나지 않는 반복이 있나요?
outcome-out-of-memory = 메모리를 { $limit }보다 많이 써서 멈췄습니다.
outcome-output-limit = 출력이 너무 많아 { $limit }에서 멈췄습니다. 혹시 끝없이 출력하는 반복이 있나요?
outcome-cancelled = 실행을 멈췄습니다.
outcome-engine-failed = 코드가 아니라 컨테이너 엔진에 문제가 생겼습니다: { $why }

# What a check is called.
check-stdout = 출력 내용
check-exit = 종료 코드: { $code }
check-file = { $name } 파일 남기기
check-case = 입력이 { $name }일 때
check-case-empty = 입력이 없을 때
check-require = { $name } 쓰기
check-forbid = { $name } 쓰지 않기
check-tests = 테스트

# Why a check did not pass.
reason-cut-short = 확인하지 못했습니다. { $outcome }
reason-not-reported = 실행이 끝날 때까지 이 검사의 결과가 나오지 않았습니다.
reason-no-tests = 실행된 테스트가 없습니다.
reason-did-not-compile = 코드에 틀린 곳이 있어 아직 실행할 수 없습니다.
reason-raised = 확인하기 전에 프로그램에서 오류가 났습니다.
reason-not-run = 입력별로, 또는 테스트로만 실행하고 프로그램 자체는 실행하지 않았습니다.
reason-output-cut = 출력이 잘렸습니다. { $size }가 더 있었습니다.
reason-file-cut = { $size } 가운데 앞부분 { $seen }만 확인했습니다.
reason-bad-pattern = 레슨에 있는 정규 표현식이 잘못되었습니다: { $why }
reason-lacks = 빠진 것이 있습니다.
reason-no-match = 요구한 형식이 아닙니다.
reason-exit-code = 실제 종료 코드: { $code }
reason-no-file = 실행이 끝난 뒤에 그런 파일이 없습니다.
reason-source-missing = { $name }: 쓰지 않았습니다.
reason-source-found = { $name }: 썼습니다.
reason-source-found-at = { $name }: { $line }번째 줄에서 썼습니다.
reason-test-broke = 테스트가 끝나기 전에 오류가 났습니다.

# The frame.
pane-lesson = 레슨 { $number }/{ $count }
pane-results = 결과
lesson-not-translated = 이 레슨은 아직 번역되지 않아 영어로 보여 드립니다.
header-unsaved = 저장 안 됨
header-minutes = { $minutes }분 남음
header-time-over = 시간 종료
progress = { $passed }/{ $total }
files-more = +{ $count }
file-readonly = ⊘ 읽기 전용

# Cards.
card-exercise = 연습 문제
card-example = 예제
card-untried = 풀기 전
card-failing = { $total }개 중 { $failing }개 실패
card-passed = 통과
card-passed-before = 통과 · 그 뒤로 검사가 바뀜
card-open = { $key }: 편집기에서 열기
card-is-open = 편집기에 열려 있음

# The editor.
editor-nothing = 열린 코드가 없습니다. 레슨에서 연습 문제를 고르고 { $key } 키를 누르세요.
editor-was-reset = 처음 코드로 되돌렸습니다. { $key } 키를 누르면 내 코드가 돌아옵니다.
editor-find = 찾기: { $text }
editor-found = { $current }/{ $count }
editor-found-none = 없음
editor-copied = 복사했습니다.
editor-found-some = { $count }개 찾음
editor-replace = 바꿀 내용: { $text }
editor-replaced =
    { $count ->
        [0] 바꿀 곳을 찾지 못했습니다.
       *[other] { $count }곳을 바꿨습니다. { $key } 키를 누르면 되돌아갑니다.
    }
editor-line = 줄: { $text }
editor-lines = 1~{ $count }, 열까지는 12:5처럼
editor-no-line = 그런 위치는 없습니다. 12처럼 줄을, 또는 12:5처럼 줄과 열을 입력하세요.
editor-no-comments = 이 파일에 주석을 쓰는 방법을 알지 못합니다.
editor-readonly = { $file }: 읽기 전용 파일이라 고칠 수 없습니다. 실행할 때는 언제나 이대로 쓰입니다.
outside-back = 고친 내용을 가져왔습니다. { $key } 키를 누르면 이전 코드가 돌아옵니다.
outside-same = 편집기에서 바뀐 내용이 없습니다.
outside-title = 내 편집기
outside-unnamed =
    어떤 편집기를 쓸지 정해져 있지 않습니다. 쓰는 편집기를 지정하고 tutorbox를 다시 시작하세요.

    export EDITOR=nano
outside-not-handed-over = 코드를 편집기에 넘기지 못했습니다: { $why }. 코드는 그대로입니다.
outside-failed = { $editor } 편집기가 정상적으로 끝나지 않아({ $why }) 코드를 그대로 두었습니다.
outside-unreadable = 편집기가 쓴 내용을 읽을 수 없어({ $why }) 코드를 그대로 두었습니다.
outside-kept = 작성한 내용은 { $folder } 폴더에 남아 있습니다.
format-running = 코드의 형식을 맞추는 중입니다 … { $key } 키를 누르면 멈춥니다.
format-done = 코드의 형식을 맞췄습니다. { $key } 키를 누르면 이전 코드가 돌아옵니다.
format-same = 이미 형식에 맞는 코드입니다.
format-stopped = 멈췄습니다. 코드는 그대로입니다.
format-stale = 그사이 다른 작업을 해서 코드의 형식을 맞추지 않았습니다. { $key } 키를 누르면 지금 코드의 형식을 맞춥니다.
format-refused = 형식을 맞추지 못했습니다: { $why }
format-refused-at = { $line }번째 줄 때문에 형식을 맞추지 못했습니다: { $why }
format-no-text = 형식을 맞추지 못했습니다: 포매터가 출력한 내용은 텍스트가 아닙니다.
format-none = { $name }에 쓸 수 있는 포매터가 없습니다.
format-not-yet = 아직 코드를 실행할 수 없어서 형식도 맞출 수 없습니다. { $key } 키를 누르면 이유를 볼 수 있습니다.
scratch-title = 연습장
scratch-opened = 연습장입니다. 검사 없이 실행되고, 쓴 코드는 남습니다. { $key } 키를 누르면 돌아갑니다.
editor-starter-changed = 처음 코드가 바뀜 · { $key }
editor-overwrote = ! 다른 창 · { $key }

# Results.
results-nothing = { $key } 키를 누르면 편집기의 코드를 실행합니다.
results-waiting-image = 이미지가 준비되면 바로 실행합니다.
results-compile = 코드에 틀린 곳이 있어 아직 실행할 수 없습니다.
results-booting = 컨테이너를 시작하는 중 …
results-running = 실행 중
results-elapsed = { $seconds }초
results-all-passed = 검사 { $total }개를 모두 통과했습니다.
results-some-failed = 검사 { $total }개 중 { $failing }개를 통과하지 못했습니다.
results-expected = 기대
results-actual = 실제
results-printed = 출력한 내용
results-output = 출력
results-cut = … 여기서 잘렸습니다. { $size }가 더 출력되었지만 남기지 않았습니다.
results-no-output = 출력한 내용이 없습니다.
results-warning = 경고
results-error = 오류
results-at = { $file }:{ $line }
results-next = { $back } 키를 누르면 레슨을 이어 읽고, { $key } 키를 누르면 다음 연습 문제로 갑니다.
results-lesson-done = 이 레슨의 마지막 문제였습니다. { $back } 키를 누르면 레슨을 끝까지 읽고, { $key } 키를 누르면 계속합니다.
results-course-done = 이 과정의 마지막 문제였습니다. 수고하셨습니다. { $back } 키를 누르면 이어 읽습니다.

# The engine.
engine-connecting = 컨테이너 엔진을 찾는 중 …
engine-none = 컨테이너 엔진 없음
engine-weak = 일부 제한이 적용되지 않음
engine-none-title = 응답하는 컨테이너 엔진이 없습니다
engine-none-help = 레슨은 모두 읽을 수 있습니다. 코드를 실행하려면 Docker를 설치해 시작한 다음 { $key } 키를 누르세요.
image-needed = 이미지 없음
image-ask-title = { $title }에는 이미지가 필요합니다
image-ask =
    코드는 이미지로 만든 컨테이너 안에서 실행됩니다. 이 컴퓨터에는 아직 { $title } 이미지가 없습니다.

    이 컴퓨터의 apt가 쓰는 데비안 저장소에서 약 { $size } MB를 내려받고 서명을 확인합니다. 한 번만 하면 되고, 그동안 레슨을 읽을 수 있습니다.
image-ask-yes = 받기
image-ask-no = 나중에
image-resolve = { $title } 준비: 저장소를 확인하는 중
image-wait = { $title } 준비: 다른 tutorbox를 기다리는 중
image-fetch = { $title } 준비: { $package } 받는 중
image-unpack = { $title } 준비: { $package } 압축 푸는 중
image-finish = { $title } 준비: 마무리하는 중
image-layers = { $title } 준비: 팩에 든 이미지를 푸는 중
image-import = { $title } 준비: { $engine }에 넘기는 중
image-cancel = { $key } 멈추기
image-cancelled = 준비를 멈췄습니다. { $key } 키를 누르면 다시 묻습니다.
image-failed-title = 이미지를 준비하지 못했습니다
image-prepared = { $title } 준비가 끝났습니다.

# Warnings at the start.
warnings-title = 일부 설정은 적용되지 않습니다
warnings-help = 디스크의 파일은 바꾸지 않았습니다. 잘못된 설정은 없는 것으로 치고, 나머지는 모두 적용합니다.

# Notices.
notice-not-saved = 진도를 저장할 수 없습니다: { $why }
notice-no-hints = 지금 열린 코드에는 힌트가 없습니다.
notice-no-problem = 이동할 문제 위치가 없습니다.
notice-last-left = 다른 문제는 모두 통과했습니다. 이 문제만 남았습니다.
notice-all-passed = 모든 문제를 통과했습니다. 수고하셨습니다.
notice-first-lesson = 첫 레슨입니다.
notice-last-lesson = 마지막 레슨입니다.
notice-stale = 코드를 마지막으로 고치기 전의 결과입니다.
notice-starter-changed = 시작한 뒤로 처음 코드가 바뀌었습니다. { $compare }: 비교, { $reset }: 새 코드로 시작
notice-solution-closed = 풀이는 아직 열리지 않았습니다.
notice-is-starter = 편집기에 있는 코드는 처음 코드 그대로입니다.

# The rules of a pack.
lesson-locked = 아직 잠긴 레슨입니다. 먼저 레슨 { $first }의 연습 문제를 모두 통과하세요. ({ $left }개 남음)
hints-after = { $runs }번 더 실패하면 힌트를 볼 수 있습니다.
notice-same-code = 방금 실행한 코드와 같아서 실패한 횟수에 넣지 않았습니다.
hints-open = 이제 { $key } 키로 힌트를 볼 수 있습니다.
solution-open = 이제 { $key } 키로 풀이를 볼 수 있습니다.
hints-never = 이 팩에서는 힌트를 볼 수 없습니다.
solution-after = { $runs }번 더 실패하면 풀이를 볼 수 있습니다.
time-over = 정해진 시간이 끝났습니다. 잠기는 것은 없으니 하던 것을 마저 하세요.
rules-sequential = 레슨은 앞 레슨의 연습 문제를 모두 통과하면 열립니다.
rules-hints = 연습 문제에서 { $runs }번 실패하면 힌트를 볼 수 있습니다.
rules-solutions =
    { $runs ->
        [0] 풀이는 처음부터 볼 수 있습니다.
       *[other] { $runs }번 실패하면 풀이를 볼 수 있습니다.
    }
rules-minutes = 정해진 시간은 처음 열었을 때부터 { $minutes }분이고, 시간이 지나도 잠기는 것은 없습니다.

# Pages.
help-title = 키
help-everywhere = 어디서나
help-lesson = 레슨에서
help-editor = 편집기에서
help-results = 결과에서
help-editor-select = 선택
help-editor-undo = 실행 취소, 다시 실행
help-editor-clipboard = 복사, 잘라내기, 붙여넣기, 모두 선택
help-editor-words = 단어 단위로
help-editor-indent = 들여쓰기, 내어쓰기
help-editor-line = 줄의 처음과 끝
help-editor-replace = 찾은 곳 바꾸기, { $key } 모두 바꾸기
help-about = 실행할 때마다 네트워크가 없는 새 컨테이너를 쓰고, 한 번 쓴 뒤에 버립니다.
help-limits = 한 번 실행할 때 { $seconds }초, CPU { $cpus }개, 메모리 { $memory }, 프로세스와 스레드 { $pids }개, 파일 { $scratch }, 출력 { $output }까지 쓸 수 있습니다.
help-waiting = 다음에 쓸 컨테이너는 미리 켜 두고 기다립니다. 이들이 함께 쓸 수 있는 메모리는 { $memory }입니다.
outline-title = 목차
picker-actions = 동작
picker-in-pane = { $pane }: { $action }
picker-places = 이동
picker-links = 링크
picker-bookmarks = 책갈피
picker-themes = 테마
theme-for-light = 밝은 터미널용
theme-for-dark = 어두운 터미널용
notice-no-links = 이 레슨에는 링크가 없습니다.
notice-theme = 이제부터 { $name } 테마를 씁니다.
notice-theme-now = 이번에는 { $name } 테마를 씁니다. 다음에 시작하면 --theme, TUTORBOX_THEME 또는 config.toml을 따릅니다.
notice-no-bookmarks = 책갈피가 없습니다. 레슨에서 { $key } 키를 누르면 끼워 둘 수 있습니다.
notice-bookmark = 책갈피를 끼웠습니다: { $name }
notice-bookmark-gone = 책갈피를 뺐습니다.
notice-address = 복사했습니다: { $address }
notice-nothing-behind = 돌아갈 곳이 없습니다.
notice-nothing-ahead = 앞으로 갈 곳이 없습니다.
picker-nothing = 맞는 것이 없습니다.
outline-locked = 잠김
outline-locked-preview = 배우는 사람에게는 잠김
hint-title = 힌트 { $number }/{ $count }
hint-more = { $key }: 다음 힌트
hint-solution = { $key }: 풀이
solution-title = 풀이
welcome-title = 환영합니다
glossary-title = 용어집
outline-asks-changed = 그 뒤로 검사가 바뀜
lesson-end-run = { $run }번째 실행
lesson-end-revealed = 풀이 확인
lesson-end-minutes = 이 레슨에 { $minutes }분쯤 걸렸습니다.
lesson-end-course = 과정의 문제 { $total }개 중 { $passed }개 통과
lesson-end-course-done = 과정을 모두 마쳤습니다. 시작할 때는 못 하던 일을 이제는 할 수 있습니다.
lesson-end-next = 다음: { $title } · 읽는 데 { $minutes }분
outline-minutes = { $count }분
difficulty-easy = 쉬움
difficulty-medium = 보통
difficulty-hard = 어려움
compare-title = 내 코드와 처음 코드
compare-starter = 처음 코드
compare-yours = 내 코드
compare-gone = 이제 이 연습 문제에는 없는 파일입니다. 작성한 내용은 그대로 보관됩니다.
compare-title-solution = 내 코드와 풀이
compare-solution = 풀이
compare-same = 다른 점이 없습니다.
compare-turn = { $key } 키를 누르면 처음 코드와 풀이를 번갈아 비교합니다.
compare-take = { $key } 키를 누르면 처음 코드로 바뀝니다. 내 코드는 Ctrl+Z로 되살릴 수 있습니다.

# What keys do.
key-run = 실행
key-stop = 멈추기
key-back = 뒤로
key-next-pane = 다음 창
key-to-lesson = 레슨
key-to-editor = 편집기
key-to-results = 결과
key-next-unsolved = 다음 문제
key-read-on = 이어 읽기
key-help = 도움말
key-outline = 목차
key-commands = 동작
key-go-to = 이동
key-follow = 링크
key-themes = 테마
key-bookmark = 책갈피 끼우기/빼기
key-bookmarks = 책갈피 목록
key-go-on = 계속하기
key-stay = 여기 머물기
key-go-back = 뒤로
key-go-forward = 앞으로
key-hint = 힌트
key-next-hint = 다음 힌트
key-jump = 문제 있는 곳으로
key-next-file = 다음 파일
key-reset = 처음 코드로
key-compare = 처음 코드와 비교
key-cancel = 준비 멈추기
key-quit = 끝내기
key-scroll-down = 아래로
key-scroll-up = 위로
key-page-down = 다음 쪽
key-page-up = 이전 쪽
key-top = 맨 위
key-bottom = 맨 아래
key-next-card = 다음 카드
key-previous-card = 이전 카드
key-open = 열기
key-next-lesson = 다음 레슨
key-previous-lesson = 이전 레슨
key-find = 찾기
key-go-to-line = 줄로 이동
key-comment = 주석
key-undo = 실행 취소
key-redo = 다시 실행
key-edit-outside = 내 편집기로 열기
key-format = 코드 형식 맞추기
key-scratch = 연습장
key-replace = 바꾸기
key-replace-all = 모두 바꾸기
key-replace-field = 바꿀 내용
key-find-field = 찾을 내용
key-other-side = 처음 코드·풀이
key-find-next = 다음
key-find-previous = 이전
key-find-erase = 지우기
key-clear = 모두 지우기
key-yes = 예
key-no = 아니요
key-close = 닫기
key-next = 다음
key-previous = 이전

# What an author sees.
header-preview = 미리 보기
header-width = { $width }칸
header-reveals = 숨은 블록 표시
header-sound = 글에 잘못 없음
header-time-box = { $minutes }분
preview-after = 배우는 사람은 { $runs }번 실패한 뒤에 볼 수 있습니다.
change-elsewhere = { $key }: 바뀐 곳 { $arrow }
hidden-test = 숨김: 테스트
hidden-solution = 숨김: 풀이
hidden-hint = 요청할 때까지 숨김: 힌트
hidden-checks = 숨김: 검사
hidden-wrong = 숨김: 틀린 답
hidden-words = 숨김: 검사와 테스트의 말
problem-of-pack = 팩
problem-number = { $number }/{ $count }
problem-next = { $key }: 다음
problem-hide = { $key }: 닫기
preview-nothing = 아직 보여 드릴 것이 없습니다
preview-nothing-help = pack.toml 옆에 01-hello.md 같은 이름의 레슨이 생기면 바로 여기에 나타납니다.
notice-solution = 풀이를 채웠습니다. 한 번 더 누르면 처음 코드로 돌아갑니다.
notice-starter = 처음 코드로 되돌렸습니다.
notice-no-solution = 지금 열린 코드에는 풀이가 없습니다.
notice-one-language = 번역이 없습니다. 레슨의 번역은 01-hello.ko.md 같은 이름으로 둡니다.
notice-narrow = 터미널 너비가 { $width }칸이라 더 좁은 화면이 없습니다.
notice-sound = 쓰인 내용에는 잘못이 없습니다.
notice-no-change = 이 레슨에는 방금 바뀐 곳이 없습니다.
help-preview = 미리 보기에서
key-solution = 풀이
key-reveal = 숨은 블록
key-next-problem = 다음 문제점
key-to-change = 바뀐 곳
key-language = 언어
key-width = 너비

# The library.
library-title = 라이브러리
library-packs = 팩
library-reading = 팩을 읽는 중 …
library-kind-built-in = 기본 제공
library-kind-own = 내가 만든 팩
library-kind-installed = 설치한 팩
library-kind-begun = 배우는 중
library-kind-authors = 팩을 쓰는 분께
library-none-installed = 설치한 팩이 없습니다. { $key } 키를 누르면 파일에서 설치합니다.
library-broken = 읽을 수 없음
library-signed = 서명 키 { $key }
library-unsigned = 서명 없음
library-built-in = 이 팩은 tutorbox에 들어 있어 여기서 바꾸거나 제거할 수 없습니다.
library-own = 내가 만든 팩은 폴더에서 직접 바꾸거나 지우세요: { $folder }
library-preview = 미리 보기에서는 팩 하나만 볼 수 있습니다. 라이브러리는 `tutorbox play`에 있습니다.
library-busy = 다른 팩을 설치하는 중입니다. 끝날 때까지 기다려 주세요.
library-unreadable = 팩을 읽을 수 없습니다
library-not-opened = 팩을 열지 못했습니다
library-search = 모든 팩에서 찾기
library-search-help = 모든 레슨의 제목, 본문, 코드에서 대소문자를 가리지 않고 찾습니다.
library-searching = 찾는 중 …
library-found =
    { $total ->
        [0] 찾은 것이 없음
       *[other] { $total }줄
    }
library-found-first = { $total }줄 가운데 처음 { $shown }줄
library-ask-path = 설치할 팩의 경로
library-ask-update = { $pack }의 다른 버전이 있는 경로
library-path-help = .tbx 파일이나 팩 폴더를 입력하세요. 먼저 검증한 뒤에 설치하며, 팩에 있는 것은 아무것도 실행하지 않습니다.
library-path-kept = 입력한 경로가 남아 있습니다. { $erase } 또는 { $complete } 키를 누르면 이어서 고치고, 다른 글자를 입력하면 새로 시작합니다.
library-address = 여기서는 주소에서 내려받지 않습니다. `tutorbox pack install URL` 명령으로 설치하세요.
library-arriving = 팩 설치
library-verifying = { $name } 검증 중
library-unpacking = { $name } 압축 푸는 중
library-asks = 설치 중인 팩에 대해 물어볼 것이 있습니다: 라이브러리, { $key }
library-installed = { $pack } { $version }: 설치했습니다.
library-updated = { $pack } { $version }: { $before } 버전을 바꿨습니다. 작성한 코드와 진도는 그대로입니다.
library-changed = { $pack } { $version }: 설치했습니다. 달라진 점은 라이브러리({ $key })에서 볼 수 있습니다.
library-changed-title = { $pack } { $version }: 달라진 점
library-changed-begun = 시작했거나 통과한 연습 문제 가운데 달라진 것:
library-changed-starter = 처음 코드가 바뀌었습니다.
library-changed-asks = 검사가 바뀌었습니다.
library-changed-both = 처음 코드와 검사가 바뀌었습니다.
library-changed-removed = 이 팩에서 빠졌습니다.
library-changed-stays = 작성한 코드는 그대로입니다.
library-changed-passed = 통과한 기록은 그대로이며, 다시 실행해 볼 수 있습니다.
library-changed-kept = 작성한 코드는 남아 있습니다.
library-changed-export = `tutorbox progress export { $pack } --files DIR` 명령은 작성한 코드를 폴더에 저장합니다.
library-changed-new = 새 연습 문제가 { $count }개 있습니다.
library-rebuilt = { $pack } { $version }: 같은 버전의 다른 빌드로 바꿨습니다. 작성한 코드와 진도는 그대로입니다.
library-repaired = { $pack } { $version }: 손상된 파일을 되살렸습니다.
library-already = { $pack } { $version }: 이미 설치되어 있고 손상된 곳도 없습니다.
library-declined = 아무것도 설치하지 않았습니다.
library-not-installed = 설치하지 못했습니다
library-removed = { $pack }: 제거했습니다. 작성한 코드와 진도는 남아 있습니다.
library-not-removed = 제거하지 못했습니다
library-nobody = 없음
library-signer-title = 처음 보는 서명 키
library-signer =
    { $pack } { $version } 팩은 처음 보는 키로 서명되어 있습니다:

    { $key }

    짧은 이름은 { $short }, 팩에 적힌 저자는 { $authors }입니다. 저자가 알려 준 키와 같은지 비교해 보세요.

    앞으로 이 키로 서명한 팩을 받을까요?
library-signer-yes = 받기
library-signer-no = 설치하지 않기
library-limits-title = 평소보다 큰 한도
library-limits =
    { $pack } 팩의 일부 실행은 평소보다 큰 한도가 필요합니다:

    { $asks }

    이 팩에 허용할까요?
library-limits-yes = 허용
library-limits-no = 설치하지 않기
library-remove-title = 팩 제거
library-remove =
    { $title }({ $pack }) 팩을 제거할까요?

    작성한 코드와 진도는 남으며, 다시 설치하면 그대로 이어집니다.
library-remove-yes = 제거
library-remove-no = 그대로 두기
help-library = 라이브러리에서
key-library = 라이브러리
key-search = 찾기
key-install = 설치
key-update = 업데이트
key-remove = 제거
key-complete = 자동 완성

# What a lesson's text needs.
alert-note = 참고
alert-tip = 팁
alert-important = 중요
alert-warning = 경고
alert-caution = 주의
example-run = 실행
example-changed = 고침
picture-label = 그림

# 프로그램의 입력, 찾기, 복사, 지난 실행.
input-label = 입력:
input-awaited = 프로그램이 입력을 기다리는 것 같습니다.
input-awaited-elsewhere = 프로그램이 입력을 기다리는 것 같습니다. { $key } 키를 누르면 입력할 수 있습니다.
input-elsewhere = 입력하려면 { $key }
input-ended = 입력이 끝났습니다.
input-late = 프로그램이 끝나서 보내지 않았습니다. { $key } 키를 누르면 계속합니다.
results-folded = … { $count }줄 더 있음 ({ $key } 키로 펼치기)
results-waited = 시간이 다 되어 { $seconds }초 뒤에 멈췄습니다. 입력을 기다리고 있었나요, 아니면 끝나지 않는 반복문이 있나요?
notice-input-not-empty = 입력하던 줄이 있습니다. 먼저 보낸 다음 입력을 끝내세요.
notice-no-search = 아직 찾는 말이 없습니다.
notice-nothing-to-copy = 복사할 내용이 없습니다.
notice-copied-lines = { $lines }줄을 복사했습니다.
notice-no-history = 예제의 실행은 남기지 않습니다. 연습 문제의 실행만 남깁니다.
notice-no-runs = 이 연습 문제는 아직 실행한 기록이 없습니다.
notice-overwrote = 다른 창에서도 이 코드를 고쳤습니다. 그 창에서 쓴 코드는 기록에 남아 있습니다(결과 창에서 { $key }).
notice-history-unread = 지난 실행을 읽을 수 없습니다: { $why }
notice-same-as-run = 지금 편집기에 있는 코드와 같습니다.
notice-restored = 그때의 코드로 되돌렸습니다. { $key } 키로 지금 코드를 되살릴 수 있습니다.
history-title = 지난 코드 { $count }개, 최근 순
history-now = 방금
history-minutes = { $count }분 전
history-hours = { $count }시간 전
history-days = { $count }일 전
history-then = 그때
history-same = 지금 편집기에 있는 코드와 같습니다.
history-draft = 실행하지 않고 덮어쓴 코드
key-next-place = 다음 문제점으로
key-previous-place = 이전 문제점으로
key-search-output = 결과에서 찾기
key-search-keep = 찾은 곳 표시해 두기
key-next-found = 다음 찾은 곳
key-previous-found = 이전 찾은 곳
key-copy-output = 출력 복사
key-copy-results = 결과 모두 복사
key-fold = 접기, 펼치기
key-history = 지난 실행
key-restore = 되돌리기
key-send = 보내기
key-end-input = 입력 끝내기

## 마우스와 터미널

key-narrower = 레슨 칸 좁히기
key-wider = 레슨 칸 넓히기
key-lower-results = 결과 칸 낮추기
key-higher-results = 결과 칸 높이기
key-suspend = 잠시 셸로 나가기 (fg로 돌아옴)
notice-not-wide = 터미널 폭이 100칸 이상이면 레슨과 편집기가 나란히 보입니다.
notice-no-results = 편집기와 함께 보이는 결과가 없어, 높이거나 낮출 것이 없습니다.
notice-leave = { $key } 키를 한 번 더 누르면 tutorbox에서 나갑니다.
notice-no-shell = 돌아갈 셸이 없습니다. tutorbox를 셸에서 시작하지 않았습니다.
help-mouse = 마우스: 화면에 이름이 보이는 것은 무엇이든 클릭할 수 있고, 마지막 줄의 키도 마찬가지입니다. 끌면 코드를 선택하거나 경계를 옮깁니다. 첫 줄을 클릭하면 할 수 있는 일과 과정 지도가 나옵니다. Shift를 누르고 끌면 터미널이 선택합니다.
too-small = { $width }×{ $height }은(는) 너무 작습니다. 터미널을 20×5 이상으로 키워 주세요.

# Lines of text alone: what is said.
plain-begin = { $title }. help는 명령을 모두 알려 주고, quit는 끝냅니다.
plain-how = 명령을 입력하고 Enter 키를 누르세요. next는 다음 예제나 연습 문제까지 읽습니다. Enter만 눌러도 됩니다.
plain-guide = show는 이 코드를 줄 번호와 함께 읽고, line 1과 새 내용을 입력하면 첫 줄이 바뀌고, run은 실행합니다. 코드를 고치는 다른 방법은 help로 볼 수 있습니다. next는 계속 읽습니다.
plain-code = 코드
plain-quote = 인용
plain-image = 그림
plain-section = 절
plain-subsection = 작은 절
plain-file = 파일 { $file }:
plain-file-readonly = 읽기 전용 파일 { $file }:
plain-exercise = 연습 문제 { $number }/{ $count }: { $title } ({ $state })
plain-example = 예제 { $number }, { $language }:
plain-here = { $line } - 지금 여기
plain-end-of-lesson = 레슨이 끝났습니다. next는 다음 레슨으로 갑니다.
plain-end = 마지막 레슨이 끝났습니다.
plain-lesson = { $number }. { $title }: { $total }개 중 { $passed }개 통과
plain-lesson-empty = { $number }. { $title }
plain-lesson-locked = { $number }. { $title }: 잠김
plain-go-where = 어디로 갈지 함께 입력하세요. 레슨 번호나, 레슨 또는 연습 문제 이름의 일부나, 이 레슨의 제목 일부를 쓸 수 있습니다. lessons는 목록을 읽습니다.
plain-go-nowhere = { $word }: 그런 레슨이나 연습 문제, 이 레슨의 제목이 없습니다. lessons는 레슨 목록을 읽습니다.
plain-go-near = { $word }: 그런 레슨이나 연습 문제, 이 레슨의 제목이 없습니다. 혹시 { $near }인가요?
plain-progress = 이 과정의 연습 문제 { $total }개 중 { $passed }개를 통과했습니다. 레슨 { $lesson }에서는 { $all }개 중 { $here }개입니다.
plain-no-glossary = 이 팩에는 용어집이 없습니다.
plain-glossary-how = glossary 뒤에 낱말을 입력하면 그 뜻을 읽습니다.
plain-glossary-unknown = { $word }: 용어집에 없는 낱말입니다. glossary만 입력하면 낱말 목록을 읽습니다.
plain-glossary-near = { $word }: 용어집에 없는 낱말입니다. 혹시 { $near }인가요?
plain-glossary-several = { $word }: 여러 낱말에 들어 있습니다: { $words }
plain-unknown = { $word }: 그런 명령이 없습니다. help는 명령을 모두 알려 줍니다.
plain-unknown-near = { $word }: 그런 명령이 없습니다. 혹시 { $near }인가요?
plain-nothing-runs = 실행 중인 것이 없습니다. quit는 끝냅니다.
plain-left = 끝냈습니다. 모두 저장되어 있습니다.
plain-yes = 예

# What is open.
plain-nothing-open = 열린 코드가 없습니다. next는 다음 예제나 연습 문제까지 읽습니다.
plain-no-exercise = 열린 것은 예제라서 풀이가 없습니다.
plain-saved = 저장했습니다. run은 실행합니다.
plain-unchanged = 바뀐 것이 없습니다.
plain-no-editor = 편집기가 정해지지 않았습니다. EDITOR=nano처럼 VISUAL이나 EDITOR를 설정하세요. write로 여기에서 한 줄씩 입력할 수도 있습니다.
plain-editor-failed = 편집기에 문제가 생겼습니다: { $why }
plain-kept = 작성한 내용은 { $folder }에 남겨 두었습니다.
plain-write = { $file }의 내용을 입력하세요. 점 하나만 있는 줄을 입력하면 끝납니다.
plain-write-which = 어느 파일인지 함께 입력하세요: { $names }
plain-file-is = show, line, write는 { $file } 파일에 적용됩니다. 파일 목록: { $names }
plain-file-chosen = 이제 show, line, write는 { $file } 파일에 적용됩니다.
plain-line-how = 몇 번째 줄인지와 새 내용을 함께 입력하세요: line 3 echo hello. show는 줄마다 번호를 붙여 읽습니다.
plain-line-changed = 저장했습니다. 이제 { $line }번째 줄: { $text }
plain-lines-which = 몇 번째 줄인지, 또는 첫 줄과 끝 줄의 번호를 함께 입력하세요: { $example }. show는 줄마다 번호를 붙여 읽습니다.
plain-no-line =
    { $count ->
        [0] { $line }번째 줄이 없습니다. { $file } 파일은 비어 있습니다. insert로 줄을 넣을 수 있습니다.
       *[other] { $line }번째 줄이 없습니다. { $file } 파일은 { $count }줄입니다.
    }
plain-insert = { $line }번째 줄부터 넣을 내용을 입력하세요. 점 하나만 있는 줄을 입력하면 끝납니다.
plain-inserted = 저장했습니다. { $line }번째 줄부터 { $count }줄을 넣었습니다.
plain-deleted = 저장했습니다. { $line }번째 줄부터 { $count }줄을 지웠습니다. undo로 되살릴 수 있습니다.
plain-run = { $number }. { $ago }: { $told }
plain-runs-how = runs 뒤에 번호를 입력하면 그때의 코드를 읽고, restore 뒤에 번호를 입력하면 그 코드를 되살립니다.
plain-runs-older = 그보다 앞선 실행도 { $count }개 남아 있습니다.
plain-runs-which = 어느 실행인지 { $first }부터 { $last }까지의 번호로 입력하세요.
plain-run-restore = restore { $number } 명령은 이 코드를 되살립니다.
plain-restored = { $number }번 실행의 코드를 되살렸습니다. undo로 이전 코드를 되찾을 수 있습니다.
plain-same-as-run = 지금 코드와 같습니다.
plain-input = 프로그램이 읽을 내용을 입력하세요. 점 하나만 있는 줄을 입력하면 끝납니다.
plain-input-kept =
    { $count ->
        [0] 프로그램이 읽을 내용이 없습니다.
       *[other] 다음 실행부터 프로그램이 이 { $count }줄을 읽습니다.
    }
plain-undone = 이전 코드를 되살렸습니다. show로 볼 수 있습니다.
plain-nothing-to-undo = 되살릴 것이 없습니다.
plain-is-starter = 지금 코드는 처음 코드 그대로입니다.
plain-line-starter = 처음 코드 { $line }번째 줄: { $text }
plain-line-yours = 내 코드 { $line }번째 줄: { $text }
plain-hints-first = 아직 읽지 않은 힌트가 있습니다. hint는 다음 힌트를 읽습니다.
plain-hint-next = hint는 다음 힌트를 읽습니다.
plain-hint-solution = solution은 풀이를 읽습니다.
plain-no-solution = 이 팩에서는 풀이를 볼 수 없습니다.
plain-help-is = 막히면 { $key } 명령으로 힌트를 볼 수 있습니다.

# Results as sentences.
plain-running = 실행 중입니다.
plain-awaits = 프로그램이 입력을 기다리는 것 같습니다. 한 줄을 입력하고 Enter 키를 누르세요. 점 하나만 입력하거나 Ctrl+D 키를 누르면 입력이 끝나고, Ctrl+C 키는 실행을 멈춥니다.
plain-input-refused = 프로그램이 앞서 보낸 입력을 아직 읽지 않아서 이 줄은 보내지 않았습니다.
plain-no-verdict = 열린 코드를 아직 실행하지 않았습니다. run은 실행합니다.
plain-onward = next는 다음 연습 문제로 갑니다.
plain-lesson-done = 이 레슨의 마지막 문제였습니다. next는 계속 읽습니다.
plain-error = 오류:
plain-error-at = 오류, { $file } { $line }번째 줄:
plain-warning = 경고:
plain-warning-at = 경고, { $file } { $line }번째 줄:
plain-check-passed = 통과: { $name }
plain-check-failed = 실패: { $name }
plain-check-untold = 확인하지 않음: { $name }
plain-checks-passed = { $total }개 중 { $passed }개 통과. verdict는 모든 결과를 읽습니다.
plain-checks-untold = 검사 { $count }개는 확인하지 않았습니다.
plain-more-lines = { $count }줄이 더 있습니다. verdict는 모두 읽습니다.
plain-expected = 기대:
plain-actual = 실제:
plain-at = { $file } { $line }번째 줄을 살펴보세요.
plain-printed = 출력한 내용:
plain-output = 출력:

# Images, in lines of text alone.
plain-image-why = 코드는 이미지로 만든 컨테이너 안에서 실행되는데, 이 컴퓨터에는 아직 { $title } 이미지가 없습니다. 이 컴퓨터의 apt가 쓰는 데비안 저장소에서 약 { $size } MB를 내려받고 서명을 확인합니다. 한 번만 하면 되고, Ctrl+C 키로 멈출 수 있습니다.
plain-image-ask = 지금 받을까요? 예 또는 아니요로 답하세요.
plain-image-declined = 이미지를 받지 않아 아무것도 실행하지 않았습니다. run을 입력하면 다시 묻습니다.
plain-image-wait = { $title } 준비: 다른 tutorbox를 기다리는 중입니다.
plain-image-resolve = { $title } 준비: 저장소를 확인하는 중입니다.
plain-image-fetch = { $title } 준비: 패키지를 받는 중, { $percent }퍼센트
plain-image-unpack = { $title } 준비: 압축을 푸는 중, { $percent }퍼센트
plain-image-finish = { $title } 준비: 마무리하는 중입니다.
plain-image-layers = { $title } 준비: 팩에 든 이미지를 푸는 중, { $percent }퍼센트
plain-image-import = { $title } 준비: 엔진에 넘기는 중, { $percent }퍼센트

# Commands by word, and what each does.
plain-topic-reading = 읽기
plain-topic-running = 실행
plain-topic-code = 코드
plain-topic-help = 도움
plain-word-next = 다음
plain-does-next = 다음 예제나 연습 문제까지 읽습니다. Enter만 눌러도 됩니다.
plain-word-back = 뒤로
plain-does-back = 앞부분을 읽습니다.
plain-word-again = 다시
plain-does-again = 이 부분을 한 번 더 읽습니다.
plain-word-outline = 목차
plain-does-outline = 이 레슨의 차례와 연습 문제의 상태를 읽습니다.
plain-word-lessons = 레슨
plain-does-lessons = 이 팩의 모든 레슨을 읽습니다.
plain-word-go = 가기
plain-does-go = 번호나 이름의 일부로 레슨이나 연습 문제를, 제목의 일부로 이 레슨의 자리를 찾아갑니다: go 3
plain-word-code = 코드
plain-does-code = 열린 코드를 지금 그대로 읽습니다.
plain-word-show = 줄보기
plain-does-show = 코드를 줄 번호와 함께 읽습니다. 일부만 읽을 수도 있습니다: show 3, show 3 7
plain-word-file = 파일
plain-does-file = 파일이 여럿일 때 show, line, insert, delete, write가 어느 파일에 적용되는지 알려 줍니다. 다른 파일로 바꿀 수도 있습니다: file cart.exs
plain-word-line = 줄
plain-does-line = 한 줄의 내용을 바꿉니다: line 3 echo hello
plain-word-insert = 넣기
plain-does-insert = 지정한 줄 앞에 한 줄을 넣습니다: insert 3 echo hello. 내용이 없으면 점 하나만 있는 줄이 나올 때까지 여러 줄을 입력받고, 번호도 없으면 끝에 넣습니다.
plain-word-delete = 지우기
plain-does-delete = 한 줄 또는 여러 줄을 지웁니다: delete 3, delete 3 5
plain-word-edit = 편집
plain-does-edit = 열린 코드를 편집기(VISUAL 또는 EDITOR)에서 열고, 편집기를 닫으면 저장합니다.
plain-word-write = 쓰기
plain-does-write = 점 하나만 있는 줄이 나올 때까지 코드 전체를 한 줄씩 새로 입력받습니다. 파일이 여럿이면 이름을 함께 입력하세요: write cart.exs
plain-word-run = 실행
plain-does-run = 실행하고 결과를 알려 줍니다. 프로그램이 기다리는 동안 입력할 수 있고, Ctrl+C 키는 실행을 멈춥니다.
plain-word-verdict = 결과
plain-does-verdict = 마지막 실행의 결과를 통과한 검사까지 모두 읽습니다.
plain-word-input = 입력
plain-does-input = 열린 코드의 프로그램이 읽을 내용을 점 하나만 있는 줄이 나올 때까지 미리 입력받습니다. 미리 입력하지 않으면 프로그램이 기다릴 때 입력한 줄을 읽습니다.
plain-word-runs = 기록
plain-does-runs = 이 연습 문제의 지난 실행을 읽습니다. 번호를 함께 입력하면 그때의 코드를 읽습니다: runs 2
plain-word-hint = 힌트
plain-does-hint = 힌트를 하나씩 읽습니다.
plain-word-solution = 풀이
plain-does-solution = 팩에서 볼 수 있게 한 풀이를 읽습니다.
plain-word-compare = 비교
plain-does-compare = 처음 코드와 다른 줄을 읽습니다.
plain-word-reset = 초기화
plain-does-reset = 처음 코드로 되돌립니다.
plain-word-restore = 복원
plain-does-restore = 지난 실행의 코드를 되살립니다: restore 2
plain-word-undo = 되살리기
plain-does-undo = 이전 코드를 되살립니다.
plain-word-progress = 진도
plain-does-progress = 얼마나 했는지 알려 줍니다.
plain-word-glossary = 용어집
plain-does-glossary = 용어집의 낱말 목록을 읽습니다. 낱말을 함께 입력하면 그 뜻을 읽습니다: glossary 모듈
plain-word-help = 도움말
plain-does-help = 명령 목록을 읽습니다. 명령을 함께 입력하면 그 쓰임을 읽습니다: help write
plain-word-quit = 끝
plain-does-quit = 끝냅니다. 모두 저장되어 있습니다.
plain-help = help 뒤에 명령을 입력하면 그 쓰임을 읽습니다: help write. 명령은 앞 글자만 입력해도 됩니다. n은 next, re는 reset입니다.
