from sentence_transformers import SentenceTransformer

ENCODER = SentenceTransformer("BAAI/bge-small-en-v1.5")


def passages(question):
    return ENCODER.encode(question)
