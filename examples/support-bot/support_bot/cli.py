import argparse

from support_bot.answering import BACKENDS
from support_bot.search import passages


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("question")
    parser.add_argument("--backend", default="local", help="or `cloud`, which asks gpt-4o")
    arguments = parser.parse_args()
    backend = BACKENDS[arguments.backend]()
    print(backend.answer(arguments.question, passages(arguments.question)))
