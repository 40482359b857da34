package io.arrears.sample;

/**
 * One customer: what the tables show and what they do not ({@code reliability} by month since {@link Days#FIRST}:
 * higher pays sooner and surer; {@code habit}: lateness without ill will).
 */
record Customer(
        int id,
        String name,
        Segment segment,
        String region,
        String currency,
        String country,
        int signup,
        int leaves,
        int creditScore,
        long creditLimit,
        SalesRep rep,
        Product plan,
        int planQty,
        double discount,
        boolean card,
        String provider,
        String method,
        String device,
        int terms,
        int billingDay,
        double[] reliability,
        double habit) {

    double reliability(int day) {
        return reliability[Math.max(0, Math.min(reliability.length - 1, Days.monthOf(day)))];
    }
}
