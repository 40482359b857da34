package io.arrears.model.judge;

import java.math.BigDecimal;

/**
 * Money that came in among the claims a ranking would have chosen, in one currency.
 *
 * @param model the classifier's name, {@code baseline:<name>}, or oracle
 * @param capacity claims that could be chosen, over all days
 * @param days observation days, each a worklist of its own
 * @param chosen claims chosen: fewer than the capacity where the ranking leaves out what costs more than it brings
 * @param arrived amounts of the chosen claims that were recovered within the horizon
 * @param lower lower end of the bootstrap 95 % interval of it
 * @param upper its upper end
 * @param expected what the model expected of the chosen claims: Σ amount × probability
 * @param contactCost chosen × cost of a contact
 * @param oracleShare arrived ÷ what arrives with perfect knowledge; null when nothing does
 * @param bestRule whether it is the rule of one column that brought most on training rows
 * @param lead arrived less what arrives by the best rule; null for that rule itself
 * @param leadLower lower end of the bootstrap 95 % interval of the lead, from the same samples
 * @param leadUpper its upper end
 */
public record ValueRow(
        String model,
        String slice,
        String currency,
        double capacity,
        int days,
        double chosen,
        BigDecimal arrived,
        BigDecimal lower,
        BigDecimal upper,
        BigDecimal expected,
        BigDecimal contactCost,
        Double oracleShare,
        boolean bestRule,
        BigDecimal lead,
        BigDecimal leadLower,
        BigDecimal leadUpper) {

    /** Arrived less what the contacts cost. */
    public BigDecimal net() {
        return arrived.subtract(contactCost);
    }
}
