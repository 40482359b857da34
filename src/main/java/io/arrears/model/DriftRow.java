package io.arrears.model;

/**
 * One comparison of today with what a model learnt from, or of outcomes with what was promised.
 *
 * @param measure psi, or observed_to_expected
 * @param subject a feature or score; the day that was scored, {@code YYYY-MM-DD}
 * @param value null where there are too few rows
 * @param lower what chance, and 10 % beside it, does not go below; null for psi
 * @param upper what it does not go above
 * @param status OK, WARN or TOO_FEW
 */
record DriftRow(
        String measure, String subject, Double value, Double lower, Double upper, long observations, String status) {

    static final String OK = "OK";
    static final String WARN = "WARN";
    static final String TOO_FEW = "TOO_FEW";
}
