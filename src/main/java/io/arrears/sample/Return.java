package io.arrears.sample;

/** Goods that came back, or money that went back. */
record Return(long id, int day, int qty, long refund, String reason, int known) {}
