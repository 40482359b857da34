package io.arrears.sample;

/** Money for an invoice that does not exist. */
record UnappliedPayment(long invoice, Payment payment) {}
