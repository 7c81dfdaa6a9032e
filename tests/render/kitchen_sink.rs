//! A document with everything in it.

use tutorbox::course::{Alert, Align, Document, Example, Inline, Item, Node, Table};

pub fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

pub fn code(words: &str) -> Inline {
    Inline::Code(words.to_owned())
}

pub fn link(target: &str, words: &str) -> Inline {
    Inline::Link {
        target: target.to_owned(),
        text: vec![text(words)],
    }
}

pub fn paragraph(words: &str) -> Node {
    Node::Paragraph(vec![text(words)])
}

pub fn heading(level: u8, words: &str, line: usize) -> Node {
    Node::Heading {
        level,
        text: vec![text(words)],
        line,
    }
}

pub fn block(language: &str, code: &str) -> Node {
    Node::Code {
        language: Some(language.to_owned()).filter(|name| !name.is_empty()),
        text: code.to_owned(),
    }
}

fn item(body: Vec<Node>) -> Item {
    Item {
        checked: None,
        body,
    }
}

fn task(checked: bool, words: &str) -> Item {
    Item {
        checked: Some(checked),
        body: vec![paragraph(words)],
    }
}

fn list(start: Option<u64>, tight: bool, items: Vec<Item>) -> Node {
    Node::List {
        start,
        items,
        tight,
    }
}

fn alert(alert: Alert, words: &str) -> Node {
    Node::Quote {
        alert: Some(alert),
        body: vec![paragraph(words)],
    }
}

pub fn kitchen_sink() -> Document {
    [prose(), lists(), quotes(), listings(), tables(), ending()]
        .concat()
        .into()
}

fn prose() -> Vec<Node> {
    vec![
        heading(1, "Recursion, and how it ends", 1),
        Node::Paragraph(vec![
            text("A function that calls itself is "),
            Inline::Emphasis(vec![text("recursive")]),
            text(". It needs a "),
            Inline::Strong(vec![text("base case")]),
            text(", or it "),
            Inline::Strikethrough(vec![text("never ends")]),
            Inline::SoftBreak,
            text("runs until the memory is full. See "),
            link("https://hexdocs.pm/elixir/recursion.html", "the guide"),
            text(" and "),
            link("04-maps.md", "the lesson on maps"),
            text("; "),
            code("Enum.sum/1"),
            text(" is made of it"),
            Inline::FootnoteRef("tail".to_owned()),
            text("."),
        ]),
        heading(2, "재귀란 무엇인가 🌀", 9),
        paragraph(
            "재귀 함수는 자기 자신을 부르는 함수입니다. 빈 리스트의 합은 0이고, 나머지는 첫 원소에 남은 \
             원소들의 합을 더한 것입니다. 👩‍💻 코드로 써 봅시다!",
        ),
        heading(3, "A smaller heading", 14),
        paragraph("日本語の文章は、文字の間で改行できますが、句読点は行の先頭に来ません。"),
        Node::Paragraph(vec![
            text("One line,"),
            Inline::HardBreak,
            text("and one more. "),
            Inline::Image {
                target: "tree.png".to_owned(),
                alt: "A tree of calls".to_owned(),
            },
        ]),
    ]
}

fn lists() -> Vec<Node> {
    let deepest = list(None, true, vec![item(vec![paragraph("and deeper still")])]);
    let inner = list(
        None,
        true,
        vec![
            item(vec![
                paragraph("the second level, long enough to go on in a second line at most widths"),
                deepest,
            ]),
            item(vec![paragraph("짧은 항목")]),
        ],
    );
    let loose = vec![
        item(vec![
            paragraph("First, think of the base case."),
            paragraph("It is the one that needs no further call."),
        ]),
        item(vec![
            paragraph("Then of the step."),
            block("elixir", "def sum([h | t]), do: h + sum(t)\n"),
        ]),
    ];
    vec![
        list(
            None,
            true,
            vec![
                item(vec![paragraph("a list"), inner]),
                item(vec![]),
                item(vec![paragraph("the first level again")]),
            ],
        ),
        list(Some(9), false, loose),
        list(
            None,
            true,
            vec![
                task(true, "read the lesson"),
                task(false, "solve the exercise"),
            ],
        ),
    ]
}

fn quotes() -> Vec<Node> {
    vec![
        Node::Quote {
            alert: None,
            body: vec![
                Node::Paragraph(vec![
                    text("To understand recursion, one must first understand "),
                    Inline::Strong(vec![text("recursion")]),
                    text("."),
                ]),
                paragraph("Somebody, somewhere"),
            ],
        },
        alert(Alert::Note, "A call in the last place costs no stack."),
        alert(Alert::Tip, "Try it in the editor first."),
        alert(
            Alert::Important,
            "Every clause must have the same arity, or it is another function.",
        ),
        alert(Alert::Warning, "끝나지 않는 재귀는 메모리를 다 씁니다."),
        alert(Alert::Caution, "This one eats the stack."),
    ]
}

fn listings() -> Vec<Node> {
    vec![
        block(
            "elixir",
            "defmodule Sum do\n  # 빈 리스트의 합\n  def sum([]), do: 0\n\tdef sum([h | t]), do: h + sum(t)\nend\n\
             IO.puts(\"a rather long line of code that will not fit into the column of text: #{Sum.sum([1, 2, 3])} 🎉\")\n",
        ),
        block(
            "",
            "no language,\n\nand a \x1b[31mcontrol\u{202e} character\n",
        ),
        Node::Example(Example {
            index: 0,
            language: "elixir".to_owned(),
            text: "IO.puts(\"hello\")\n".to_owned(),
            line: 70,
        }),
        Node::Exercise {
            id: "sum".to_owned(),
        },
    ]
}

fn tables() -> Vec<Node> {
    let row = |cells: [Inline; 3]| cells.map(|cell| vec![cell]).to_vec();
    vec![Node::Table(Table {
        align: vec![Align::Left, Align::Center, Align::Right],
        head: row([text("Function"), text("What it does"), text("몇 ms")]),
        rows: vec![
            row([
                code("Enum.sum/1"),
                text("adds up all the elements of an enumerable"),
                text("12"),
            ]),
            row([code("hd/1"), text("목록의 첫 원소"), text("3")]),
        ],
    })]
}

fn ending() -> Vec<Node> {
    vec![
        Node::Rule,
        paragraph("The end."),
        Node::Footnote {
            label: "unused".to_owned(),
            body: vec![paragraph("Nobody refers to this one.")],
        },
        Node::Footnote {
            label: "tail".to_owned(),
            body: vec![paragraph(
                "A tail-recursive one, which the compiler makes into a loop; others need a frame for every call.",
            )],
        },
    ]
}
