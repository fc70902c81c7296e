import pytest

from tests.html import assert_valid_html, html_problems

PAGE = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>A</title></head>'
    "<body><main><h1>A</h1>{}</main></body></html>"
)


def test_a_good_page_passes():
    assert_valid_html(PAGE.format('<p><a href="/">B</a></p><svg><path d="M0"/></svg>'))


@pytest.mark.parametrize(
    "fault",
    [
        "<p><div>B</div></p>",
        "<span>B",
        "<p>B</p></p>",
        '<div id="a"></div><div id="a"></div>',
        '<label for="x">B</label>',
        '<a href="#x">B</a>',
        '<p style="color:red">B</p>',
        '<p onclick="go()">B</p>',
        "<script>go()</script>",
        "<style>p{}</style>",
        '<img src="a.png">',
        '<a href="/"><button type="button">B</button></a>',
        "<ul><p>B</p></ul>",
        "<figure><p>B</p><figcaption>C</figcaption><p>D</p></figure>",
        "<div/>",
        "<h1>B</h1>",
        '<p class="a" class="b">B</p>',
    ],
)
def test_faults_are_found(fault):
    assert html_problems(PAGE.format(fault))


def test_a_fragment_needs_no_frame():
    assert_valid_html("<p>A</p>", is_page=False)
