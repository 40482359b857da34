-- grain: claim_id
-- kind: table
-- rows: many
-- Debts to chase, best first within a currency: a failed payment or an overdue invoice with a balance. Amounts in the
-- claim's currency; ev_recovered = amount x p_recover_30d is an expected value, not what chasing adds. Held claims are scored
-- and shown, and not flagged.
with score_claims as (
    select
        claim_id, claim_type, invoice_id, order_id, customer_id, currency, amount, p_recover_30d, ev_recovered,
        priority_rank, model_version, model_status, reason_1, reason_2, reason_3, verdict, order_value
    from score_claims
),

int_fx_rates as (
    select currency, fx_rate
    from int_fx_rates
    where :as_of between valid_from and valid_to
)

select
    score_claims.claim_id,
    score_claims.claim_type,
    score_claims.currency,
    cast(score_claims.amount as decimal(19, 3)) as amount,
    score_claims.p_recover_30d,
    cast(score_claims.ev_recovered as decimal(19, 3)) as ev_recovered,
    score_claims.priority_rank,
    claim_flags.priority_flag,
    score_claims.invoice_id,
    score_claims.order_id,
    score_claims.customer_id,
    known_customers.customer_name,
    coalesce(known_customers.region, 'Unknown') as region,
    coalesce(known_customers.segment, 'Unknown') as segment,
    claim_flags.due_date,
    claim_flags.days_past_due,
    score_claims.model_version,
    score_claims.model_status,
    score_claims.reason_1,
    score_claims.reason_2,
    score_claims.reason_3,
    terms.published(score_claims.amount * int_fx_rates.fx_rate, :reporting_currency) as reporting_amount,
    claim_flags.hold_reason,
    claim_flags.debtor_id,
    claim_flags.treatment,
    claim_flags.holdout_share,
    if(claim_flags.hold_reason is null, retry_plans.best_retry_on, null) as best_retry_on,
    if(claim_flags.hold_reason is null, retry_plans.retry_gain, null) as retry_gain,
    score_claims.verdict,
    cast(coalesce(score_claims.order_value, score_claims.ev_recovered) as decimal(19, 3)) as order_value
from score_claims
inner join claim_flags on score_claims.claim_id = claim_flags.claim_id
left join retry_plans on score_claims.claim_id = retry_plans.claim_id
left join int_fx_rates on score_claims.currency = int_fx_rates.currency
left join known_customers on score_claims.customer_id = known_customers.customer_id
