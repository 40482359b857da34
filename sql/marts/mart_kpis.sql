-- grain: currency
-- kind: table
-- rows: few
-- The figures of the as-of day and of the period before it (finance.period-months), one row a currency: never add rows. Ratios
-- are beside what they divide. net_leakage_amount is what is lost, each euro once; leakage_rate divides it by what was invoiced,
-- without tax where that is known.
-- Null: nothing to divide by, no such source table, no rate, or every control it needs was skipped.
with int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
),

ops_sources as (
    select
        count_if(source_table = 'credit_notes') > 0 as has_credits,
        count_if(source_table = 'invoices' and column_name = 'discount_amount') > 0 as has_discounts,
        count_if(source_table = 'write_offs') > 0 as has_write_offs,
        count_if(source_table = 'disputes') > 0 as has_disputes
    from ops_sources
    where is_present
)

select
    int_amounts.currency,
    cast(invoiced_amount as decimal(19, 3)) as invoiced_amount,
    cast(charges_amount as decimal(19, 3)) as charges_amount,
    cast(paid_amount as decimal(19, 3)) as paid_amount,
    cast(if(has_credits or credited_amount <> 0, credited_amount, null) as decimal(19, 3)) as credited_amount,
    cast(if(has_discounts or :cash_discount_rate > 0, cash_discount_amount, null) as decimal(19, 3)) as cash_discount_amount,
    cast(if(has_write_offs or written_off_amount <> 0, written_off_amount, null) as decimal(19, 3)) as written_off_amount,
    cast(unapplied_amount as decimal(19, 3)) as unapplied_amount,
    cast(outstanding_amount as decimal(19, 3)) as outstanding_amount,
    cast(overdue_amount as decimal(19, 3)) as overdue_amount,
    cast(overpaid_amount as decimal(19, 3)) as overpaid_amount,
    cast(if(has_disputes, disputed_amount, null) as decimal(19, 3)) as disputed_amount,
    cast(if(has_write_offs or written_off_amount <> 0, int_amounts.recovered_amount, null) as decimal(19, 3))
        as recovered_bad_debt_amount,
    cast(sent_back_amount as decimal(19, 3)) as sent_back_amount,
    cast(outstanding_amount / nullif(invoiced_amount, 0) as double) as outstanding_rate,
    cast(lost_amount / nullif(coalesce(invoiced_net_amount, invoiced_amount), 0) as double) as leakage_rate,
    cast(overdue_amount / nullif(outstanding_amount, 0) as double) as overdue_rate,
    cast(refund_amount as decimal(19, 3)) as refund_amount,
    cast(lost_amount as decimal(19, 3)) as net_leakage_amount,
    cast(recoverable_amount as decimal(19, 3)) as recoverable_leakage_amount,
    cast(excess_amount as decimal(19, 3)) as excess_leakage_amount,
    cast(late_fee_amount as decimal(19, 3)) as late_fee_leakage_amount,
    cast(to_collect_amount as decimal(19, 3)) as to_collect_amount,
    cast(to_correct_amount as decimal(19, 3)) as to_correct_amount,
    cast(ordered_amount as decimal(19, 3)) as ordered_amount,
    cast(unbilled_amount as decimal(19, 3)) as unbilled_amount,
    cast(over_billed_amount as decimal(19, 3)) as over_billed_amount,
    :period_months as period_months,
    period_start_date,
    period_days,
    cast(opening_amount as decimal(19, 3)) as opening_receivables_amount,
    cast(sales_amount as decimal(19, 3)) as sales_amount,
    cast(current_amount as decimal(19, 3)) as current_amount,
    dso_days,
    dso_countback_days,
    best_possible_dso_days,
    dso_days - best_possible_dso_days as average_days_delinquent,
    cast(paid_dated_amount as decimal(19, 3)) as paid_dated_amount,
    cast(paid_days as decimal(24, 3)) as paid_late_days_amount,
    average_days_late,
    cast(cei_numerator as decimal(19, 3)) as cei_numerator_amount,
    cast(cei_denominator as decimal(19, 3)) as cei_denominator_amount,
    cei_pct,
    cast(expected_loss as decimal(19, 3)) as expected_loss,
    cast(claimed_amount as decimal(19, 3)) as claimed_amount,
    cast(expected_recovery as decimal(19, 3)) as expected_recovery,
    cast(priority_recovery as decimal(19, 3)) as priority_expected_recovery,
    matured_claims,
    recovered_claims,
    cast(recovered_claims / nullif(matured_claims, 0) as double) as recovery_rate,
    cast(failed_amount as decimal(19, 3)) as failed_amount,
    cast(kpi_risk.recovered_amount as decimal(19, 3)) as recovered_amount,
    cast(kpi_risk.recovered_amount / nullif(failed_amount, 0) as double) as recovery_amount_rate,
    retry_attempts,
    cast(retry_attempts / nullif(recovered_claims, 0) as double) as attempts_per_recovery,
    median_days_to_recovery,
    cast(top_10_amount as decimal(19, 3)) as top_10_amount,
    cast(top_10_amount / nullif(outstanding_amount, 0) as double) as top_10_share,
    hhi,
    customers_80_pct,
    debtors,
    invoices,
    open_invoices,
    overdue_invoices,
    overpaid_invoices,
    customers,
    orders,
    refunds,
    claims,
    findings,
    cast(invoiced_net_amount as decimal(19, 3)) as invoiced_net_amount,
    nullif(:reporting_currency, '') as reporting_currency,
    cast(fx_rate as double) as fx_rate,
    terms.published(invoiced_amount * fx_rate, :reporting_currency) as invoiced_reporting_amount,
    terms.published(paid_amount * fx_rate, :reporting_currency) as paid_reporting_amount,
    terms.published(outstanding_amount * fx_rate, :reporting_currency) as outstanding_reporting_amount,
    terms.published(overdue_amount * fx_rate, :reporting_currency) as overdue_reporting_amount,
    terms.published(refund_amount * fx_rate, :reporting_currency) as refund_reporting_amount,
    terms.published(lost_amount * fx_rate, :reporting_currency) as net_leakage_reporting_amount,
    terms.published(to_collect_amount * fx_rate, :reporting_currency) as to_collect_reporting_amount,
    terms.published(to_correct_amount * fx_rate, :reporting_currency) as to_correct_reporting_amount,
    terms.published(expected_loss * fx_rate, :reporting_currency) as expected_loss_reporting_amount,
    terms.published(expected_recovery * fx_rate, :reporting_currency) as expected_recovery_reporting_amount,
    cast(held_amount as decimal(19, 3)) as held_claims_amount,
    unlisted_claims,
    cast(unlisted_amount as decimal(19, 3)) as unlisted_claims_amount
from int_amounts
cross join ops_sources
inner join kpi_risk on int_amounts.currency = kpi_risk.currency
left join int_receivables on int_amounts.currency = int_receivables.currency
left join int_countback on int_amounts.currency = int_countback.currency
left join int_fx_rates on int_amounts.currency = int_fx_rates.currency
