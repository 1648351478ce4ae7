"""The trained reader: words in, a `Reading` out. Only this package knows onnxruntime and the tokenizer."""
