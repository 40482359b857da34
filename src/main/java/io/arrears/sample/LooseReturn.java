package io.arrears.sample;

/** Goods that came back, or money that went back, and nobody wrote down for which order. */
record LooseReturn(Product product, Return back) {}
