import os

import openai
from transformers import pipeline

BASE = "meta-llama"


class Local:
    model = f"{BASE}/Llama-3.1-8B-Instruct"

    def answer(self, question, found):
        return pipeline("text-generation", model=self.model)(f"{found}\n{question}")


class Cloud:
    model = os.getenv("SUPPORT_BOT_MODEL", "gpt-4o-2024-08-06")  # gpt-4-turbo was used before

    def answer(self, question, found):
        messages = [{"role": "user", "content": f"{found}\n{question}"}]
        return openai.OpenAI().chat.completions.create(model=self.model, messages=messages)


BACKENDS = {"local": Local, "cloud": Cloud}
