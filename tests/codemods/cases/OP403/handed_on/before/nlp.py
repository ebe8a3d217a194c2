import spacy

NLP = spacy.load("en_core_web_md", disable=["ner"])


def lemmas(text):
    return [token.lemma_ for token in NLP(text)]
