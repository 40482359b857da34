package io.arrears.sample;

/** Money received, or an attempt to pay that bounced ({@code success} false). */
record Payment(long id, int day, long amount, boolean success, int known) {}
