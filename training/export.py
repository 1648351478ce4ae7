"""Export the trained network into the package: `python -m training.export build/reader`.

The encoder becomes int8 (weights per channel, activations dynamic), the heads stay float.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from dealextract.reader import labels
from training.network import HIDDEN, Network
from training.train import base_folder, load_tokenizer

WEIGHTS = Path("src/dealextract/reader/weights")
THRESHOLDS = {"name": 0.5, "description": 0.5, "trigger": 0.4, "title": 0.5, "boilerplate": 0.5}


class EncoderGraph(nn.Module):
    """One window: states and tag scores of its words."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, breaks: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        states = self.network.encoder(ids, shapes, breaks, wanted=first)[0]
        return states, self.network.tagger(states)


class HeadsGraph(nn.Module):
    """The heads, with the inputs in the order of their names."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.heads = network.heads

    def forward(
        self, states: Tensor, steps: Tensor, triggers: Tensor, arguments: Tensor, matches: Tensor
    ) -> tuple[Tensor, ...]:
        return self.heads(states, steps, triggers, arguments, matches)


def export(network: Network, folder: Path, whole: bool) -> None:
    """Write `encoder.onnx`, `heads.onnx`, `settings.json` and `tokenizer.json` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    words = {0: "words"}
    with tempfile.TemporaryDirectory() as scratch:
        raw = Path(scratch) / "raw.onnx"
        ids = torch.randint(5, 2000, (1, 24))
        torch.onnx.export(
            EncoderGraph(network),
            (ids, torch.zeros_like(ids), torch.zeros_like(ids), torch.arange(1, 20)),
            str(raw),
            input_names=["ids", "shapes", "breaks", "first"],
            output_names=["states", "tags"],
            dynamic_axes={n: {1: "pieces"} for n in ("ids", "shapes", "breaks")}
            | {"first": words, "states": words, "tags": words},
            opset_version=17,
            dynamo=False,
        )
        if whole:
            shutil.copy(raw, folder / "encoder.onnx")
        else:
            prepared = Path(scratch) / "prepared.onnx"
            quant_pre_process(str(raw), str(prepared), skip_symbolic_shape=True)
            quantize_dynamic(
                str(prepared), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
                extra_options={"MatMulConstBOnly": True},
            )  # fmt: skip
    n, m = 3, 4
    torch.onnx.export(
        HeadsGraph(network),
        (
            torch.randn(19, HIDDEN), torch.arange(19), torch.tensor([[1, 2]] * n), torch.tensor([[3, 4, 0]] * m),
            torch.zeros(m, m, dtype=torch.long),
        ),
        str(folder / "heads.onnx"),
        input_names=["states", "steps", "triggers", "arguments", "matches"],
        output_names=["types", "statuses", "background", "roles", "links", "same"],
        dynamic_axes={
            "states": words, "steps": words, "triggers": {0: "T"}, "arguments": {0: "A"}, "matches": {0: "A", 1: "A"},
            "types": {0: "T"}, "statuses": {0: "T"}, "background": {0: "T"}, "roles": {0: "T", 1: "A"},
            "links": {0: "A", 1: "A"}, "same": {0: "T", 1: "T"},
        },
        opset_version=17,
        dynamo=False,
    )  # fmt: skip
    for name in ("encoder.onnx", "heads.onnx"):
        onnx.checker.check_model(str(folder / name))
    settings = {f"threshold_{layer}": THRESHOLDS[layer] for layer in labels.LAYERS if layer in THRESHOLDS}
    (folder / "settings.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    (folder / "tokenizer.json").write_text(load_tokenizer(base_folder()).to_str(), encoding="utf-8")


def main() -> None:
    """Command line of the export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of the training run")
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="leave the encoder in floats, to see what int8 costs")
    args = parser.parse_args()
    network = Network()
    source = args.run / "network.pt"
    if source.exists():
        network.load_state_dict(torch.load(source, weights_only=True))
    else:
        network.load_state_dict(torch.load(args.run / "checkpoint.pt", weights_only=True)["network"])
    export(network, args.to, args.float)
    for file in sorted(args.to.iterdir()):
        print(f"{file.name:20}{file.stat().st_size / 1e6:8.2f} MB")


if __name__ == "__main__":
    main()
