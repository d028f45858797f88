"""Key queries: from a case and its truth to the paper, the sealed key and the oracle of an exercise."""
