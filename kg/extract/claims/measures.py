"""What a word says is measured: the sort of measure that a noun or adjective of the results' vocabulary stands for."""

from functools import lru_cache

from kg.extract.claims.reading import stem

_WORDS = {
    "speed": "speedup speedups speed-up speed-ups faster slower acceleration accelerate accelerates accelerating "
    "accelerated quicker speed speeds slowdown speeding",
    "time": "latency latencies runtime runtimes time times wall-clock delay duration ttft tpot overhead seconds "
    "minutes hours days makespan turnaround",
    "throughput": "throughput fps frames qps goodput tokens/s bandwidth real-time",
    "memory": "memory footprint storage vram ram cache kv-cache kv traffic disk communication compression movement "
    "transfers swap bits bit-width bitrate context-length",
    "energy": "energy power carbon emissions co2 watt watts battery joules energy-delay edp",
    "cost": "cost costs costly cheaper flops flop macs mac gflops tokens token calls compute computation computations "
    "computational budget expense price prices spending annotation labor effort queries steps iterations "
    "evaluations operations operation multiplications gpu-hours rounds manual workload complexity savings",
    "size": "parameters parameter params size sizes weights smaller data samples dimension dimensions vocabulary area "
    "luts lut dsp dsps examples lighter trainable model-size labels demonstrations",
    "scale": "batch sequence sequences lengths length longer larger scale scales scaling bigger layers gpus nodes "
    "resolution resolutions agents capacity",
    "efficiency": "utilization utilisation mfu efficiency sparsity occupancy peak efficient hit-rate weak-scaling",
    "quality": "accuracy accuracies f1 f1-score score scores precision recall auc auroc auprc map miou iou dice bleu "
    "rouge rouge-l psnr ssim fid lpips error errors rmse mae mse loss perplexity success performance quality points "
    "point wer cer eer correlation pass agreement coverage improvement improvements gain gains improves improve "
    "outperforms outperforming surpassing surpasses win bugs r2 mcc kappa sensitivity specificity completion "
    "benchmark state-of-the-art ndcg mrr elo rank preference robustness reliability hallucination hallucinations "
    "failure failures detection classification generalization consistency fidelity attack asr reward rewards "
    "precision@1 hits top-1 top-5 em",
}

MEASURES = {stem(word): sort for sort, words in _WORDS.items() for word in words.split()}
"""The sort of measure by the stem of a word."""


@lru_cache(16384)
def measure(stemmed: str) -> str | None:
    """The sort of measure a stemmed word stands for; of a compound ("end-to-end-latency") its last part's.

    >>> measure("latency"), measure("top-1-accuracy"), measure("banana")
    ('time', 'quality', None)
    """
    found = MEASURES.get(stemmed)
    if found is None and "-" in stemmed:
        found = MEASURES.get(stem(stemmed.rpartition("-")[2]))
    return found
