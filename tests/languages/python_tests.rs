//! Test files of `unittest` and of pytest: each test its result, its output, and what it is about.

use tutorbox::run::{Job, SourceFile};

use crate::common::on_one_engine;
use crate::told::come_to;
use crate::{python, tested};

const SUM: &str = "print('loaded')
def total(numbers):
    result = 0
    for number in numbers:
        result += number
    return result

def broken(numbers):
    return numbers[0] / 0
";

const UNITTEST: &str = "import sys
import unittest
import pytest

from main import total, broken

class SumTest(unittest.TestCase):
    @pytest.mark.task(taskno=2)
    def test_adds(self):
        print('in adds')
        print('err adds', file=sys.stderr)
        self.assertEqual(total([1, 2]), 3)

    def test_fails(self):
        expected = 4
        self.assertEqual(expected, total([1, 2]), msg='it was told so')

    def test_raises(self):
        broken([1])

    @unittest.skip('too slow')
    def test_skipped(self):
        pass

    @unittest.expectedFailure
    def test_is_known_to_fail(self):
        self.fail('known')

    def test_parts(self):
        for number in range(4):
            with self.subTest(f'variation {number}', number=number):
                self.assertEqual(total([number]), number % 2)
";

#[tokio::test]
async fn of_unittest() {
    let job = tested(python(SUM), [("sum_test.py", UNITTEST)]);
    come_to([(
        job.clone(),
        r#"out "loaded\n"
           out of test 1 "in adds\n"
           err of test 1 "err adds"
           program ok
           pass 1: test_adds sum_test.py:9
           fail 2: test_fails sum_test.py:16 expected 4 actual 3
           error 3: test_raises main.py:9
           error 4: test_skipped sum_test.py:22
           pass 5: test_is_known_to_fail sum_test.py:26
           fail 6: test_parts sum_test.py:32 expected 0 actual 2
           done
           exit 0"#,
    )])
    .await;
    on_one_engine(job, |seen| {
        let test = |nth: usize| &seen.tests[nth - 1];
        let message = |nth| test(nth).message.as_deref().unwrap_or_default();
        assert_eq!(test(1).task_id, Some(2));
        let code = "print('in adds')\nprint('err adds', file=sys.stderr)\nself.assertEqual(total([1, 2]), 3)";
        assert_eq!(test(1).test_code.as_deref(), Some(code));
        assert!(test(1).duration.is_some());
        assert_eq!(message(2), "it was told so");
        let raised = message(3);
        assert!(raised.contains("File \"/box/main.py\", line 9, in broken"), "{raised}");
        assert!(raised.ends_with("ZeroDivisionError: division by zero"), "{raised}");
        assert!(!raised.contains("_pytest"), "{raised}");
        assert_eq!(message(4), "not run: too slow");
        let parts = message(6);
        let both = parts.contains("[variation 2] (number=2)") && parts.contains("[variation 3]");
        assert!(both, "{parts}");
    })
    .await;
}

const ASSERTIONS: &str = "import unittest
class T(unittest.TestCase):
    def test_1(self): self.assertEqual([1, 3], [1, 2])
    def test_2(self): self.assertEqual({'a': 1}, dict(a=2))
    def test_3(self): self.assertTrue(0)
    def test_4(self): self.assertIsNone(1)
    def test_5(self): self.assertIn(1, [2])
    def test_6(self): self.assertLess(2, 1)
    def test_7(self): self.assertIsInstance(1, str)
    def test_8(self): self.assertRegex('abc', 'x+')
    def test_9(self):
        with self.assertRaises(ValueError):
            pass
    def test_a(self):
        with self.assertRaisesRegex(ValueError, 'x+'):
            raise ValueError('abc')
    def test_b(self): self.assertCountEqual([1], [2])
    def test_c(self): self.assertAlmostEqual(1.0, 2.0)
    def test_d(self): self.fail('so')
    def test_e(self): assert False, 'words'
    def test_f(self): raise SystemExit(3)
    def helper(self, a, b): self.assertEqual(a, b)
    def test_g(self): self.helper('a', 'b')
    def test_h(self): self.assertMultiLineEqual('a\\nb', 'a\\nc')
";

#[tokio::test]
async fn what_unittest_expects() {
    come_to([(
        tested(python(""), [("t.py", ASSERTIONS)]),
        r#"program ok
           fail 1: test_1 t.py:3 expected [1, 2] actual [1, 3]
           fail 2: test_2 t.py:4 expected {'a': 1} actual {'a': 2}
           fail 3: test_3 t.py:5 expected a true value actual 0
           fail 4: test_4 t.py:6 expected None actual 1
           fail 5: test_5 t.py:7 expected in [2] actual 1
           fail 6: test_6 t.py:8 expected < 1 actual 2
           fail 7: test_7 t.py:9 expected an instance of str actual 1
           fail 8: test_8 t.py:10 expected what matches 'x+' actual 'abc'
           fail 9: test_9 t.py:12 expected ValueError actual nothing was raised
           fail 10: test_a t.py:15 expected ValueError that matches 'x+' actual 'abc'
           fail 11: test_b t.py:17 expected [2] actual [1]
           fail 12: test_c t.py:18 expected 2.0 actual 1.0
           fail 13: test_d t.py:19
           fail 14: test_e t.py:20
           error 15: test_f t.py:21
           fail 16: test_g t.py:22 expected 'b' actual 'a'
           fail 17: test_h t.py:24 expected 'a\nc' actual 'a\nb'
           done
           exit 0"#,
    )])
    .await;
}

const PYTEST: &str = "import pytest
import main

@pytest.fixture(scope='module')
def numbers():
    print('made once')
    yield [1, 2]
    print('gone')

def test_adds(numbers):
    assert main.total(numbers) == 3

@pytest.mark.parametrize('wanted', [3, 4])
def test_parameters(numbers, wanted):
    assert main.total(numbers) == wanted

def test_literal_first(numbers): assert [1, 3] == numbers
def test_greater(numbers): assert len(numbers) > 2
def test_words(numbers): assert numbers == [], 'they are not empty'
def test_truth(numbers): assert not numbers
def test_raises():
    with pytest.raises(KeyError):
        pass
def test_matches():
    with pytest.raises(KeyError, match='x+'):
        raise KeyError('a')
def test_captured(capsys):
    print('captured')
    assert capsys.readouterr().out == ''
def test_skips(): pytest.skip('not now')
def test_broken(): main.broken([1])
@pytest.mark.xfail(reason='known')
def test_is_known_to_fail(): assert 1 == 2
@pytest.fixture
def bad(): raise RuntimeError('bad')
def test_of_a_bad_fixture(bad): pass
class TestGroup:
    def test_inside(self): assert 'b' in 'abc'
";

#[tokio::test]
async fn of_pytest() {
    come_to([(
        tested(python(SUM), [("test_sum.py", PYTEST)]),
        r#"out "loaded\n"
           out of test 1 "made once\n"
           out of test 15 "gone\n"
           program ok
           pass 1: test_adds test_sum.py:10
           pass 2: test_parameters[3] test_sum.py:14
           fail 3: test_parameters[4] test_sum.py:15 expected 4 actual 3
           fail 4: test_literal_first test_sum.py:17 expected [1, 3] actual [1, 2]
           fail 5: test_greater test_sum.py:18 expected > 2 actual 2
           fail 6: test_words test_sum.py:19 expected [] actual [1, 2]
           fail 7: test_truth test_sum.py:20
           fail 8: test_raises test_sum.py:22 expected KeyError actual nothing was raised
           fail 9: test_matches test_sum.py:25 expected what matches 'x+' actual "'a'"
           fail 10: test_captured test_sum.py:29 expected '' actual 'captured\n'
           error 11: test_skips test_sum.py:30
           error 12: test_broken main.py:9
           pass 13: test_is_known_to_fail test_sum.py:33
           error 14: test_of_a_bad_fixture test_sum.py:35
           pass 15: TestGroup: test_inside test_sum.py:38
           done
           exit 0"#,
    )])
    .await;
}

#[tokio::test]
async fn tests_that_cannot_be_imported_are_named_all_the_same() {
    let missing = "import unittest\nfrom main import missing\nclass T(unittest.TestCase):\n    def test_a(self): pass\n    def test_b(self): pass\n";
    let fine = "def test_fine(): pass\n";
    let skipped =
        "import pytest\npytest.skip('all of it', allow_module_level=True)\ndef test_s(): pass\n";
    let job = tested(
        python(""),
        [
            ("a_test.py", missing),
            ("b_test.py", "def test_bad(: pass"),
            ("c_test.py", fine),
            ("d_test.py", "def test_d(): pass\nimport other\n"),
            ("e_test.py", skipped),
        ],
    );
    let job = Job {
        files: [SourceFile::new("other.py", "\nx = = 1\n")]
            .into_iter()
            .chain(job.files)
            .collect(),
        ..job
    };
    come_to([(
        job,
        r#"program ok
           error 1: test_a a_test.py:2
           error 2: test_b a_test.py:2
           error 3: b_test.py b_test.py:1
           error 4: test_d other.py:2
           error 5: test_s e_test.py:3
           pass 6: test_fine c_test.py:1
           done
           exit 0"#,
    )])
    .await;
}

/// Exercism's layout: a module of the learner's, tests beside it that import it by its name, data of the tests beside them.
#[tokio::test]
async fn an_exercise_of_a_track() {
    let test = "import unittest
import pytest
from two_bucket import (
    pour,
)
from two_bucket_data import CASES

class TwoBucketTest(unittest.TestCase):
    @pytest.mark.task(taskno=1)
    def test_pour(self):
        for variant, (given, expected) in enumerate(CASES, start=1):
            with self.subTest(f'variation #{variant}', given=given, expected=expected):
                actual_result = pour(given)
                error_message = f'Called pour({given}). It returned {actual_result}.'
                self.assertEqual(actual_result, expected, msg=error_message)

    def test_refuses(self):
        with self.assertRaises(ValueError) as err:
            pour(-1)
        self.assertEqual(type(err.exception), ValueError)
        self.assertEqual(err.exception.args[0], 'no such bucket')
";
    let module = "def pour(n):\n    if n < 0:\n        raise ValueError('no such bucket')\n    return 2 * n\n";
    let mut job = tested(
        python(""),
        [
            ("two_bucket_test.py", test),
            ("two_bucket_data.py", "CASES = [(1, 2), (2, 4)]\n"),
        ],
    );
    job.files = vec![SourceFile::new("two_bucket.py", module)];
    "two_bucket.py".clone_into(&mut job.entry);
    come_to([(
        job,
        r#"program ok
           pass 1: test_pour two_bucket_test.py:10
           pass 2: test_refuses two_bucket_test.py:17
           done
           exit 0"#,
    )])
    .await;
}
