package io.arrears.desk.file;

import io.arrears.desk.Kind;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The settings for reading a file.
 *
 * @param asOf the day rows without a day of their own are looked at on
 * @param currency of rows whose file has no currency column
 * @param horizonDays an invoice this many days past due has defaulted
 * @param claimDays the models know no claim that is older; a run prices such a one by the rate of its age
 * @param tolerance a balance of no more minor units than this is none
 * @param ageing the ranges by which a row's age is named
 * @param mostRows a file may have
 */
public record RowRules(
        Kind kind,
        Optional<LocalDate> asOf,
        String currency,
        int horizonDays,
        boolean trustFinalRetries,
        int claimDays,
        BigDecimal tolerance,
        Ageing ageing,
        int mostRows) {}
