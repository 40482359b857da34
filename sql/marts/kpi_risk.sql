-- grain: currency
-- kind: kept
-- What is expected, found, concentrated and recovered in each currency of int_amounts, for mart_kpis.
-- Null: every control it needs was skipped, or nothing failed.
with leaked as (
    select
        currency,
        sum(if(terms.leak_class(leak_type) = 'lost', primary_amount, null)) as lost_amount,
        sum(if(leak_type = 'R', primary_amount, null)) as recoverable_amount,
        sum(if(leak_type = 'E', primary_amount, null)) as excess_amount,
        sum(if(control_id = 'A01', primary_amount, null)) as late_fee_amount,
        sum(if(terms.leak_class(leak_type) = 'to collect', primary_amount, null)) as to_collect_amount,
        sum(if(terms.leak_class(leak_type) = 'to correct', primary_amount, null)) as to_correct_amount,
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
        sum(if(hold_reason is null, 0, amount)) as held_amount,
        sum(if(priority_flag, ev_recovered, 0)) as priority_recovery
    from mart_recovery_worklist
    group by currency
),

left_out as (
    select currency, count(*) as claims, sum(amount) as amount
    from claims_left_out
    group by currency
),

concentrated as (
    select
        currency,
        count(*) as debtors,
        sum(if(balance_rank <= 10, outstanding_amount, 0)) as top_10_amount,
        sum(power(share, 2)) as hhi,
        count_if(cumulative_share - share < 0.8) as customers_80_pct
    from mart_customer_risk
    where outstanding_amount > 0
    group by currency
),

recovered as (
    select
        currency, matured_claims, recovered_claims, failed_amount, recovered_amount, retry_attempts,
        median_days_to_recovery
    from mart_recovery_rates
    where is_total
)

select
    int_amounts.currency,
    leaked.lost_amount,
    leaked.late_fee_amount,
    leaked.to_collect_amount,
    leaked.to_correct_amount,
    leaked.recoverable_amount,
    leaked.excess_amount,
    leaked.findings,
    if(lost.currency is null, 0, lost.expected_loss) as expected_loss,
    coalesce(claimed.claims, 0) as claims,
    coalesce(claimed.claimed_amount, 0) as claimed_amount,
    if(claimed.currency is null, 0, claimed.expected_recovery) as expected_recovery,
    coalesce(claimed.held_amount, 0) as held_amount,
    coalesce(claimed.priority_recovery, 0) as priority_recovery,
    coalesce(concentrated.debtors, 0) as debtors,
    coalesce(concentrated.top_10_amount, 0) as top_10_amount,
    concentrated.hhi,
    coalesce(concentrated.customers_80_pct, 0) as customers_80_pct,
    coalesce(recovered.matured_claims, 0) as matured_claims,
    coalesce(recovered.recovered_claims, 0) as recovered_claims,
    coalesce(recovered.failed_amount, 0) as failed_amount,
    coalesce(recovered.recovered_amount, 0) as recovered_amount,
    coalesce(recovered.retry_attempts, 0) as retry_attempts,
    recovered.median_days_to_recovery,
    coalesce(left_out.claims, 0) as unlisted_claims,
    coalesce(left_out.amount, 0) as unlisted_amount
from int_amounts
left join leaked on int_amounts.currency = leaked.currency
left join lost on int_amounts.currency = lost.currency
left join claimed on int_amounts.currency = claimed.currency
left join left_out on int_amounts.currency = left_out.currency
left join concentrated on int_amounts.currency = concentrated.currency
left join recovered on int_amounts.currency = recovered.currency
