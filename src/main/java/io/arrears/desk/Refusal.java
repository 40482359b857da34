package io.arrears.desk;

/**
 * A row that is not scored, and why: nothing is lost without a word.
 *
 * @param wrong true when something is wrong with it, false when there is just nothing to score (a payment that
 *     succeeded, a refund)
 * @param reason the same words for all rows of a kind
 * @param found what stood there, empty when the reason says it all
 */
record Refusal(int line, boolean wrong, String reason, String found, String text) {
}
