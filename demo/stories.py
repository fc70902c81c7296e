"""The states of progress that the learners of the demo are in."""


def not_started(journey):
    """Enrolled, opened nothing."""
    journey.enrol()


def started(journey):
    """Opened the first lesson."""
    journey.enrol()
    journey.visit(journey.lessons[0])


def middle(journey):
    """Completed two lessons and opened the third."""
    journey.enrol()
    journey.complete(journey.lessons[:2])
    journey.visit(journey.lessons[2])


def half(journey):
    """Completed the first half of the lessons."""
    journey.enrol()
    journey.complete(journey.lessons[: (len(journey.lessons) + 1) // 2])


def lessons_done(journey):
    """Waiting for the quiz."""
    journey.enrol()
    journey.complete(journey.lessons)


def failed_once(journey):
    """Failed the quiz and may try again."""
    lessons_done(journey)
    journey.take_quiz(0.5)


def failed_then_passed(journey):
    """Passed the quiz at the second attempt."""
    failed_once(journey)
    journey.take_quiz(0.8)


def attempts_exhausted(journey):
    """Failed as often as the quiz allows."""
    lessons_done(journey)
    for share in (0.3, 0.45, 0.55):
        journey.take_quiz(share)


def attempt_given(journey):
    """Failed as often as the quiz allows, and got a further attempt."""
    attempts_exhausted(journey)
    journey.get_attempt()


def excused(journey):
    """Completed the module with one lesson less: excused from it."""
    journey.enrol()
    *others, last = journey.lessons
    journey.complete(others)
    journey.be_excused(last)
    journey.take_quiz(0.9)


def excuse_under_way(journey):
    """In the middle of the module, excused from its first lesson."""
    journey.enrol()
    first, second, third, *_others = journey.lessons
    journey.be_excused(first)
    journey.complete([second])
    journey.visit(third)


def entered_by_hand(journey):
    """Enrolled by a trainer, who entered the first lesson as completed; on the way since."""
    journey.be_enrolled()
    first, second, *_others = journey.lessons
    journey.be_completed(first)
    journey.complete([second])


def attempt_open(journey):
    """In the middle of the quiz."""
    lessons_done(journey)
    journey.begin_quiz()


def time_ran_out(journey):
    """Answered half of the quiz when its time was up."""
    lessons_done(journey)
    journey.run_out_of_time()


def completed(journey):
    """Passed the quiz at the first attempt."""
    lessons_done(journey)
    journey.take_quiz(0.9)


def completed_and_said(journey):
    """Completed the module, and was asked about it."""
    completed(journey)
    journey.say()


def completed_before_new_lesson(journey):
    """Completed the module before its last lesson was added."""
    with journey.before_the_last_lesson():
        completed(journey)


def completed_before_new_modules(journey):
    """Completed the track before its next modules were added."""
    with journey.before_the_next_modules():
        completed(journey)


def withdrawn(journey):
    """Left after the first lesson."""
    journey.enrol()
    journey.complete(journey.lessons[:1])
    journey.withdraw()


def came_back(journey):
    """Left after the first lesson, came back and completed the second."""
    withdrawn(journey)
    journey.enrol()
    journey.complete(journey.lessons[1:2])


STORIES = {
    story.__name__: story
    for story in (
        not_started,
        started,
        middle,
        half,
        lessons_done,
        failed_once,
        failed_then_passed,
        attempts_exhausted,
        attempt_given,
        excused,
        excuse_under_way,
        entered_by_hand,
        attempt_open,
        time_ran_out,
        completed,
        completed_and_said,
        completed_before_new_lesson,
        completed_before_new_modules,
        withdrawn,
        came_back,
    )
}
