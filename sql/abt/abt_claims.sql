-- grain: observation_date, claim_id
-- kind: table
-- Claims at each observation date: features known at its end and a label that looks after it (1 = the balance arrived within
-- the horizon). Rates 0–1, days in days, money in currency; null: no history, no attempt, or nothing to divide by.
-- The star takes every feature of int_observation_features, so that a new one is named there alone; sql/FEATURES.md defines each.
with observations as (
    select
        * except (task),
        int(claim.began_outcome is not null and claim.began_label_settled_on <= observation_date) as own_claims,
        own_claims * coalesce(claim.began_outcome, 0) as own_recovered,
        int(coalesce(claim.began_provider, '') = coalesce(claim.provider, '')
            and coalesce(claim.began_reason_code, '') = coalesce(claim.reason_code, '')
            and claim.began_claim_type = 'failed_payment') as is_own_reason,
        int(coalesce(claim.began_customer_id = customer_id, false)) as is_own_customer
    from int_observation_features
    where task = 'recovery'
),
reasons as (
    select
        provider, reason_code, observation_date, claims, recovered_claims
    from int_reason_history
)
select
    observations.* except (
        claim, due_date, amount, paid_amount, open_amount, due_amount, days_past_due, country, billed_invoices, billed_amount,
        claims, recovered_claims, own_claims, own_recovered, is_own_reason, is_own_customer
    ),
    entity_id as claim_id,
    claim.claim_type as claim_type,
    due_amount as amount,
    days_past_due as days_overdue,
    coalesce(terms.ageing_bucket(days_past_due, :ageing), terms.no_due_date()) as ageing_bucket,
    (observations.recovered_claims - own_recovered * is_own_customer)
        / nullif(observations.claims - own_claims * is_own_customer, 0) as past_recovery_rate,
    (reasons.recovered_claims - own_recovered * is_own_reason) / nullif(reasons.claims - own_claims * is_own_reason, 0)
        as reason_recovery_rate,
    terms.claim_size(due_amount) as amount_bucket,
    claim.attempts_count as attempts,
    claim.failed_attempts as failed_attempts,
    claim.days_since_first_failure as days_since_first_failure,
    claim.days_since_last_attempt as days_since_last_attempt,
    claim.provider as provider,
    claim.reason_code as reason_code,
    claim.payment_method as payment_method,
    claim.device as device,
    coalesce(claim.country, country) as country,
    if(:trust_final_retries, claim.stored_retries, null) as final_retries,
    double(due_amount) * billed_invoices / nullif(double(billed_amount), 0) as amount_to_usual,
    claim.is_aged as is_aged
from observations
left join reasons
    on claim.claim_type = 'failed_payment' and coalesce(claim.provider, '') = reasons.provider
    and coalesce(claim.reason_code, '') = reasons.reason_code and observations.observation_date = reasons.observation_date
