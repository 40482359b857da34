package io.arrears.desk;

import io.arrears.model.ModelTask;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One row that can be scored.
 *
 * @param line where it stands in the file
 * @param amount what is open: expected value = amount × probability
 * @param lateDays NaN without a due date
 * @param outcome what happened afterwards, null where nobody knows or where it could not have happened
 * @param settled whether the model is not asked: an invoice beyond the horizon has defaulted
 * @param numbers features of the model in its order, NaN is missing; null for rows scored elsewhere
 */
record Case(int line, String id, ModelTask task, String customer, String currency, BigDecimal amount,
        LocalDate observedOn, double lateDays, String ageing, String region, String segment, Boolean outcome,
        boolean settled, double[] numbers, String[] texts) {
}
