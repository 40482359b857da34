package io.arrears.sample;

/** One attempt to charge or refund a card; {@code reason} is null when it succeeded. */
record Attempt(
        long id,
        Order order,
        Invoice invoice,
        int day,
        int second,
        long amount,
        boolean success,
        String type,
        String reason,
        int retries,
        boolean chargeback) {

    Attempt withRetries(int finalRetries) {
        return new Attempt(id, order, invoice, day, second, amount, success, type, reason, finalRetries, chargeback);
    }
}
