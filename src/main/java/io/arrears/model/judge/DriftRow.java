package io.arrears.model.judge;

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
public record DriftRow(
        String measure, String subject, Double value, Double lower, Double upper, long observations, String status) {

    public static final String OK = "OK";
    public static final String WARN = "WARN";
    public static final String TOO_FEW = "TOO_FEW";
}
