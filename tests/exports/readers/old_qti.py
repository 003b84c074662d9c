"""Files of QTI 1.2 in the shapes of Canvas and of Respondus, for their tests."""

from __future__ import annotations

from app.exports.archive import archive
from app.exports.readers import READERS, Reading, kind_of

CC = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"


def canvas(*items: str, files: dict[str, bytes] | None = None) -> Reading:
    """Read a quiz as Canvas exports it: Common Cartridge manifest, metadata beside the quiz."""
    quiz = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop '
        'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment ident="g1" title="Week 1">'
        f'<section ident="root_section">{"".join(items)}</section></assessment></questestinterop>'
    )
    manifest = (
        f'<manifest identifier="m" xmlns="{CC}"><metadata/><organizations/><resources>'
        '<resource identifier="g1" type="imsqti_xmlv1p2"><file href="g1/g1.xml"/>'
        '<dependency identifierref="g2"/></resource>'
        '<resource identifier="g2" href="g1/assessment_meta.xml" type="associatedcontent">'
        '<file href="g1/assessment_meta.xml"/></resource>'
        '<resource identifier="g3" type="associatedcontent">'
        '<file href="non_cc_assessments/g1.xml.qti"/></resource></resources></manifest>'
    )
    data = archive(
        {
            "imsmanifest.xml": manifest.encode(),
            "g1/g1.xml": quiz.encode(),
            "g1/assessment_meta.xml": b"<quiz><title>Week 1</title></quiz>",
            "non_cc_assessments/g1.xml.qti": quiz.encode(),
            **(files or {}),
        }
    )
    assert kind_of(data) == "qti"
    return READERS["qti"](data, "pictures")


def item(kind: str, asked: str, marking: str, feedback: str = "", text: str = "What?") -> str:
    return (
        f'<item ident="i-{kind}" title="Question"><itemmetadata><qtimetadata>'
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
        "</qtimetadatafield><qtimetadatafield><fieldlabel>points_possible</fieldlabel>"
        "<fieldentry>2.5</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        f'<presentation><material><mattext texttype="text/html">&lt;div&gt;&lt;p&gt;{text}'
        f"&lt;/p&gt;&lt;/div&gt;</mattext></material>{asked}</presentation><resprocessing>"
        '<outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
        f"</outcomes>{marking}</resprocessing>{feedback}</item>"
    )


def lid(
    options: dict[str, str], ident: str = "response1", kind: str = "Single", own: str = ""
) -> str:
    labels = "".join(
        f'<response_label ident="{key}"><material><mattext texttype="text/plain">{text}</mattext>'
        "</material></response_label>"
        for key, text in options.items()
    )
    held = f"<material><mattext>{own}</mattext></material>" if own else ""
    return (
        f'<response_lid ident="{ident}" rcardinality="{kind}">{held}'
        f"<render_choice>{labels}</render_choice></response_lid>"
    )


def right(test: str, score: str = "100", action: str = "Set") -> str:
    return (
        f'<respcondition continue="No"><conditionvar>{test}</conditionvar>'
        f'<setvar action="{action}" varname="SCORE">{score}</setvar></respcondition>'
    )


def equal(value: str, ident: str = "response1") -> str:
    return f'<varequal respident="{ident}">{value}</varequal>'


def shows(test: str, ident: str) -> str:
    return (
        f'<respcondition continue="Yes"><conditionvar>{test}</conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{ident}"/></respcondition>'
    )


def said_later(ident: str, text: str) -> str:
    return (
        f'<itemfeedback ident="{ident}"><flow_mat><material><mattext texttype="text/html">'
        f"&lt;p&gt;{text}&lt;/p&gt;</mattext></material></flow_mat></itemfeedback>"
    )


TYPED = (
    '<response_str ident="response1" rcardinality="Single"><render_fib>'
    '<response_label ident="answer1" rshuffle="No"/></render_fib></response_str>'
)


RESPONDUS = """<?xml version="1.0" standalone="no"?>
<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">
<questestinterop><assessment title="Drinks" ident="A1">
<section title="Hot" ident="S1">
<item title="Tea" ident="TEA 1"><presentation><flow><material>
<mattext texttype="text/plain">What is tea &amp; what not?
Choose.</mattext></material>
<response_lid ident="TEA_RL" rcardinality="Single" rtiming="No"><render_choice>
<flow_label><response_label ident="A"><flow_mat><material><mattext>leaves</mattext></material>
</flow_mat></response_label></flow_label>
<flow_label><response_label ident="B"><flow_mat><material><mattext>dried <b>beans</b></mattext>
</material></flow_mat></response_label></flow_label>
<flow_label><response_label ident="C"><flow_mat><material><mattext>both</mattext></material>
</flow_mat></response_label></flow_label>
</render_choice></response_lid></flow></presentation>
<resprocessing><outcomes><decvar varname="Score" vartype="Integer" minvalue="0" maxvalue="4"/>
</outcomes>
<respcondition title="A"><conditionvar><varequal respident="TEA_RL">A</varequal></conditionvar>
<setvar varname="Score" action="Set">4</setvar>
<displayfeedback linkrefid="A_fb" feedbacktype="Response"/></respcondition>
<respcondition title="C"><conditionvar><varequal respident="TEA_RL">C</varequal></conditionvar>
<setvar varname="Score" action="Set">1</setvar></respcondition>
</resprocessing>
<itemfeedback ident="A_fb"><material><mattext>Right.</mattext></material></itemfeedback>
<itemfeedback ident="sol"><solution><solutionmaterial><material><mattext>See page 3.</mattext>
</material></solutionmaterial></solution></itemfeedback>
<itemfeedback ident="tip"><hint><hintmaterial><material><mattext>It is green.</mattext></material>
</hintmaterial></hint></itemfeedback></item>
</section>
<section title="Cold" ident="S2">
<item title="Ice" ident="ICE"><presentation><material><mattext>How cold is ice?</mattext></material>
<response_num ident="N" numtype="Decimal"><render_fib fibtype="Decimal"><response_label ident="X"/>
</render_fib></response_num></presentation>
<resprocessing><respcondition><conditionvar><vargte respident="N">-1</vargte>
<varlte respident="N">0</varlte></conditionvar><setvar action="Set">1</setvar></respcondition>
</resprocessing></item>
<item title="Order" ident="ORDER"><presentation><material><mattext>Order.</mattext></material>
<response_lid ident="O" rcardinality="Ordered"><render_choice>
<response_label ident="a"><material><mattext>second</mattext></material></response_label>
<response_label ident="b"><material><mattext>first</mattext></material></response_label>
</render_choice></response_lid></presentation>
<resprocessing><respcondition><conditionvar><varequal respident="O" index="1">b</varequal>
<varequal respident="O" index="2">a</varequal></conditionvar><setvar action="Set">1</setvar>
</respcondition></resprocessing></item>
<item title="Name" ident="NAME"><presentation><material><mattext>Name it.</mattext></material>
<response_str ident="S"><render_fib><response_label ident="X"/></render_fib></response_str>
</presentation><resprocessing>
<respcondition><conditionvar><varequal respident="S" case="Yes">iced Tea</varequal></conditionvar>
<setvar action="Set">1</setvar></respcondition>
<respcondition><conditionvar><varequal respident="S">tea</varequal></conditionvar>
<setvar action="Set">0.5</setvar></respcondition></resprocessing></item>
<item title="Where" ident="WHERE"><presentation><material><mattext>Click.</mattext></material>
<response_xy ident="P"><render_hotspot/></response_xy></presentation></item>
</section></assessment></questestinterop>"""
