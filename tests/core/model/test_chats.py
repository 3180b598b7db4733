from bot.core.model.chats import MOST_DRAFTS, MOST_OTHERS, Questions, asks_why, is_draft, matter
from bot.core.model.limits import mark_of


def test_a_question_of_the_same_matter_takes_the_place_of_the_one_before() -> None:
    asked = Questions().asked("call 1 text:en say").asked("count facebook:inwi").asked("call 1 when say")
    assert asked == Questions("call 1 when say", ("count facebook:inwi",))
    assert asked.asked("call 11 when say").aside == ("call 1 when say", "count facebook:inwi")
    for one in ("menu plan abc say [1]", "menu plan say [1]", "menu set 3 goal", "import x at", "count a:b"):
        assert Questions(one).asked(one.replace("1", "2").replace("3", "4")).aside == ()
    assert matter("menu plan 3 say [1]") != matter("menu plan 4 say [1]")


def test_what_is_written_is_read_again_and_so_is_the_one_question_of_a_release_before() -> None:
    for questions in (Questions(), Questions("a b"), Questions("a", ("b", "c d")), Questions("", ("b",))):
        assert Questions.read(questions.write()) == questions
    mark = mark_of("c")
    assert Questions.read('menu plan say ["c"]') == Questions(f'menu plan {mark} say ["c"]')
    new, change = '["c","day","phone_off","","",0,{},0]', '["c","preview","phone_off","","",0,{},5,"ab"]'
    assert Questions.read(f"menu plan say {new}") == Questions(f"menu plan {mark} say {new}")
    assert Questions.read(f"\x1emenu plan say {change}").aside == (f"menu plan 5 say {change}",)


def test_the_end_of_one_question_leaves_the_others() -> None:
    questions = Questions("call 1 when say", ("menu plan 2 say []", "call 12 when say", "call 1 refuse abc"))
    assert questions.ended("call 1 ") == Questions("", ("menu plan 2 say []", "call 12 when say"))
    assert questions.ended("count ") == questions
    checkins = Questions("checkin #1", ("checkin #10", "checkin #2"))
    assert checkins.ended("checkin #1") == Questions("", ("checkin #10", "checkin #2"))
    assert checkins.ended("checkin #10") == Questions("checkin #1", ("checkin #2",))
    assert checkins.ended("checkin ") == checkins.ended("") == Questions()
    assert questions.rested("call 1 preview") == Questions(
        "", ("call 1 preview", "menu plan 2 say []", "call 12 when say")
    )


def test_after_ways_back_were_offered_all_stay_but_what_waits_for_a_tap() -> None:
    questions = Questions("", ("call 1 preview", "count a:b", "menu plan 2 say []", "call 12 when say"))
    assert questions.preview
    assert questions.offered() == Questions("", questions.aside[1:])


def test_a_question_that_keeps_what_was_said_is_a_draft() -> None:
    assert is_draft("event fill link new x")
    assert not is_draft("call 1 when say")


def test_the_reason_of_a_refusal_is_not_kept_when_another_question_is_asked() -> None:
    for why in ("event refuse 3 abc", "call 3 refuse abc"):
        assert asks_why(why)
        assert Questions(why).asked("count a:b").aside == ()
    assert not asks_why("call 3 text:en say")


def test_many_questions_push_out_no_draft() -> None:
    questions = Questions("menu plan 1 say []")
    for number in range(2, 40):
        questions = questions.asked(f"call {number} when say")
    assert len(questions.aside) == MOST_OTHERS + 1
    assert questions.aside[-1] == "menu plan 1 say []"
    for number in range(2, 40):
        questions = questions.asked(f"menu plan {number} say []")
    assert sum(map(is_draft, questions.aside)) == MOST_DRAFTS
