package io.arrears.sample;

/** A fee or credit on an invoice; {@code newDue} is {@link Days#NONE} unless more time was agreed. */
record Charge(int day, long amount, int newDue, int known) {}
