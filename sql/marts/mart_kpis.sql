-- grain: currency
-- The figures of the as-of day and of the three months before it, one row a currency: never add rows. Ratios stand
-- beside what they divide. leakage_rate = outstanding ÷ invoiced; net_leakage_amount adds types R and E, each euro once.
-- Null: nothing to divide by, or every control it needs was skipped.
with int_amounts as (
    select
        currency, invoiced_amount, charges_amount, paid_amount, unapplied_amount, outstanding_amount, overdue_amount,
        overpaid_amount, ordered_amount, unbilled_amount, over_billed_amount, refund_amount, invoices, open_invoices,
        overdue_invoices, overpaid_invoices, customers, orders, refunds
    from int_amounts
),

int_receivables as (
    select
        currency, period_start_date, period_days, sales_amount, current_amount, opening_amount, paid_dated_amount,
        average_days_late, dso_days, best_possible_dso_days, cei_numerator, cei_denominator, cei_pct
    from int_receivables
),

leaked as (
    select
        currency,
        sum(if(leak_type in ('R', 'E'), primary_amount, null)) as net_amount,
        sum(if(leak_type = 'R', primary_amount, null)) as recoverable_amount,
        sum(if(leak_type = 'E', primary_amount, null)) as excess_amount,
        sum(findings) as findings
    from find_controls
    group by currency
),

lost as (
    select int_invoices.currency, sum(score_invoices.expected_loss) as expected_loss
    from score_invoices
    inner join int_invoices on score_invoices.invoice_id = int_invoices.invoice_id
    group by int_invoices.currency
),

claimed as (
    select
        currency,
        count(*) as claims,
        sum(amount) as claimed_amount,
        sum(ev_recovered) as expected_recovery,
        sum(if(priority_flag, ev_recovered, 0)) as priority_recovery
    from score_claims
    group by currency
),

concentrated as (
    select
        currency,
        sum(if(balance_rank <= 10, outstanding_amount, 0)) as top_10_amount,
        sum(power(share, 2)) as hhi,
        count_if(cumulative_share - share < 0.8) as customers_80_pct
    from mart_customer_risk
    where outstanding_amount > 0
    group by currency
)

select
    int_amounts.currency,
    cast(int_amounts.invoiced_amount as decimal(14, 2)) as invoiced_amount,
    cast(int_amounts.charges_amount as decimal(14, 2)) as charges_amount,
    cast(int_amounts.paid_amount as decimal(14, 2)) as paid_amount,
    cast(int_amounts.unapplied_amount as decimal(14, 2)) as unapplied_amount,
    cast(int_amounts.outstanding_amount as decimal(14, 2)) as outstanding_amount,
    cast(int_amounts.overdue_amount as decimal(14, 2)) as overdue_amount,
    cast(int_amounts.overpaid_amount as decimal(14, 2)) as overpaid_amount,
    cast(int_amounts.outstanding_amount / nullif(int_amounts.invoiced_amount, 0) as double) as leakage_rate,
    cast(int_amounts.overdue_amount / nullif(int_amounts.outstanding_amount, 0) as double) as overdue_rate,
    cast(int_amounts.refund_amount as decimal(14, 2)) as refund_amount,
    cast(leaked.net_amount as decimal(14, 2)) as net_leakage_amount,
    cast(leaked.recoverable_amount as decimal(14, 2)) as recoverable_leakage_amount,
    cast(leaked.excess_amount as decimal(14, 2)) as excess_leakage_amount,
    cast(int_amounts.ordered_amount as decimal(14, 2)) as ordered_amount,
    cast(int_amounts.unbilled_amount as decimal(14, 2)) as unbilled_amount,
    cast(int_amounts.over_billed_amount as decimal(14, 2)) as over_billed_amount,
    int_receivables.period_start_date,
    int_receivables.period_days,
    cast(int_receivables.opening_amount as decimal(14, 2)) as opening_receivables_amount,
    cast(int_receivables.sales_amount as decimal(14, 2)) as sales_amount,
    cast(int_receivables.current_amount as decimal(14, 2)) as current_amount,
    int_receivables.dso_days,
    int_countback.dso_countback_days,
    int_receivables.best_possible_dso_days,
    int_receivables.dso_days - int_receivables.best_possible_dso_days as average_days_delinquent,
    cast(int_receivables.paid_dated_amount as decimal(14, 2)) as paid_dated_amount,
    int_receivables.average_days_late,
    cast(int_receivables.cei_numerator as decimal(14, 2)) as cei_numerator_amount,
    cast(int_receivables.cei_denominator as decimal(14, 2)) as cei_denominator_amount,
    int_receivables.cei_pct,
    cast(if(lost.currency is null, 0, lost.expected_loss) as decimal(14, 2)) as expected_loss,
    cast(coalesce(claimed.claimed_amount, 0) as decimal(14, 2)) as claimed_amount,
    cast(if(claimed.currency is null, 0, claimed.expected_recovery) as decimal(14, 2)) as expected_recovery,
    cast(coalesce(claimed.priority_recovery, 0) as decimal(14, 2)) as priority_expected_recovery,
    cast(coalesce(concentrated.top_10_amount, 0) as decimal(14, 2)) as top_10_amount,
    cast(concentrated.top_10_amount / nullif(int_amounts.outstanding_amount, 0) as double) as top_10_share,
    concentrated.hhi,
    coalesce(concentrated.customers_80_pct, 0) as customers_80_pct,
    int_amounts.invoices,
    int_amounts.open_invoices,
    int_amounts.overdue_invoices,
    int_amounts.overpaid_invoices,
    int_amounts.customers,
    int_amounts.orders,
    int_amounts.refunds,
    coalesce(claimed.claims, 0) as claims,
    leaked.findings
from int_amounts
left join int_receivables on int_amounts.currency = int_receivables.currency
left join int_countback on int_amounts.currency = int_countback.currency
left join leaked on int_amounts.currency = leaked.currency
left join lost on int_amounts.currency = lost.currency
left join claimed on int_amounts.currency = claimed.currency
left join concentrated on int_amounts.currency = concentrated.currency
