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
reason-did-not-compile = 코드가 아직 컴파일되지 않습니다.
reason-raised = 확인하기 전에 프로그램에서 오류가 났습니다.
reason-not-run = 입력별로, 또는 테스트로만 실행하고 프로그램 자체는 실행하지 않았습니다.
reason-output-cut = 출력이 잘렸습니다. { $size }가 더 있었습니다.
reason-file-cut = { $size } 가운데 앞부분 { $seen }만 확인했습니다.
reason-bad-pattern = 레슨에 있는 정규식이 잘못되었습니다: { $why }
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
progress = { $passed }/{ $total }
files-more = +{ $count }

# Cards.
card-exercise = 연습 문제
card-example = 예제
card-untried = 풀기 전
card-failing = { $total }개 중 { $failing }개 실패
card-passed = 통과
card-open = Enter: 편집기에서 열기
card-is-open = 편집기에 열려 있음

# The editor.
editor-nothing = 열린 코드가 없습니다. 레슨에서 연습 문제를 고르고 Enter 키를 누르세요.
editor-was-reset = 처음 코드로 되돌렸습니다. { $key } 키를 누르면 내 코드가 돌아옵니다.
editor-find = 찾기: { $text }
editor-found = { $current }/{ $count }
editor-found-none = 없음
editor-copied = 복사했습니다.

# Results.
results-nothing = { $key } 키를 누르면 편집기의 코드를 실행합니다.
results-waiting-image = 이미지가 준비되면 바로 실행합니다.
results-compile = 아직 컴파일되지 않습니다.
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
results-next = { $key } 키를 누르면 다음 연습 문제로 갑니다.
results-lesson-done = 이 레슨의 마지막 문제였습니다. { $key } 키를 누르면 계속합니다.
results-course-done = 이 과정의 마지막 문제였습니다. 수고하셨습니다.

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
notice-all-passed = 모든 문제를 통과했습니다. 수고하셨습니다.
notice-first-lesson = 첫 레슨입니다.
notice-last-lesson = 마지막 레슨입니다.
notice-stale = 코드를 마지막으로 고치기 전의 결과입니다.

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
help-about = 실행할 때마다 네트워크가 없는 새 컨테이너를 쓰고, 한 번 쓴 뒤에 버립니다.
help-limits = 한 번 실행할 때 { $seconds }초, CPU { $cpus }개, 메모리 { $memory }, 프로세스와 스레드 { $pids }개, 파일 { $scratch }, 출력 { $output }까지 쓸 수 있습니다.
help-waiting = 다음에 쓸 컨테이너는 미리 켜 두고 기다립니다. 이들이 함께 쓸 수 있는 메모리는 { $memory }입니다.
outline-title = 목차
hint-title = 힌트 { $number }/{ $count }
hint-more = { $key }: 다음 힌트

# What keys do.
key-run = 실행
key-stop = 멈추기
key-back = 뒤로
key-next-pane = 다음 창
key-to-lesson = 레슨
key-to-editor = 편집기
key-to-results = 결과
key-next-unsolved = 다음 문제
key-help = 도움말
key-outline = 목차
key-hint = 힌트
key-jump = 문제 있는 곳으로
key-next-file = 다음 파일
key-reset = 처음 코드로
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
key-find-next = 다음
key-find-previous = 이전
key-find-erase = 지우기
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
change-elsewhere = { $key }: 바뀐 곳 { $arrow }
hidden-test = 숨김: 테스트
hidden-solution = 숨김: 풀이
hidden-hint = 요청할 때까지 숨김: 힌트
hidden-checks = 숨김: 검사
problem-of-pack = 팩
problem-keys = { $number }/{ $count } · { $next }: 다음 · { $close }: 닫기
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

# What a lesson's text needs.
alert-note = 참고
alert-tip = 팁
alert-important = 중요
alert-warning = 경고
alert-caution = 주의
example-run = 실행
