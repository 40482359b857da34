package io.arrears.sample;

/** Goods that came back, or money that went back, without a record of the order. */
record LooseReturn(Product product, Return back) {}
