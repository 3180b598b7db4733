from bot.core.model.errors import Refusal, Wrong
from bot.core.model.reply import Text


def test_a_refusal_has_a_text_id_and_its_values() -> None:
    refusal = Refusal(Text("event-unknown", {"number": "9"}), usage=True)
    assert (str(refusal), refusal.text.values, refusal.usage) == ("event-unknown", {"number": "9"}, True)
    wrong = Wrong("mistake-near", near="facebook")
    assert (str(wrong), wrong.values) == ("mistake-near", {"near": "facebook"})
    assert not Refusal(Text("no-campaign")).usage
