package io.arrears.desk.file;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One try to collect a debt.
 *
 * @param at orders attempts, null where unknown
 * @param day the day as it was written, null where unknown
 * @param id orders attempts of one instant
 * @param success whether the money came
 * @param failure whether it did not come; what is on its way is neither
 * @param row what it was read from
 */
record Attempt(
        Instant at, LocalDate day, String id, BigDecimal amount, boolean success, boolean failure, FileRow row) {}
