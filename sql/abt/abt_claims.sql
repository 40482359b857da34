-- grain: observation_date, claim_id
-- Claims at each observation date: features known at its end and a label that looks after it (1 = the balance arrived within
-- the horizon). Rates 0–1, days in days, money in currency; null: no history, no attempt, or nothing to divide by.
-- sql/FEATURES.md defines every feature.
with observations as (
    select
        observation_date, entity_id, invoice_id, order_id, customer_id, currency, is_scoring, label, label_status,
        label_settled_on, claim, due_date, amount as billed, paid_amount, open_amount, days_past_due, terms_days,
        days_since_issue, segment, region, country as customer_country, credit_score, settled_invoices, dated_invoices,
        late_invoices, sum_days_late, dated_amount, late_amount, recent_days_late, billed_invoices, billed_amount,
        lifetime_amount, open_invoices, customer_open_amount, overdue_invoices, overdue_amount, overdue_days, tenure_days,
        days_since_last_payment, orders, refunds, failed_attempts, chargebacks, currency_orders, ordered_amount,
        refunded_amount, product_category, discount_share, price_to_list, rep_late_share, rep_return_share,
        int(claim.began_outcome is not null and claim.began_label_settled_on <= observation_date) as own_claims,
        own_claims * coalesce(claim.began_outcome, 0) as own_recovered,
        int(coalesce(claim.began_provider, '') = coalesce(claim.provider, '')
            and coalesce(claim.began_reason_code, '') = coalesce(claim.reason_code, '')
            and claim.began_claim_type = 'failed_payment') as is_own_reason,
        int(coalesce(claim.began_customer_id = customer_id, false)) as is_own_customer,
        claims, recovered_claims,
        array_sort(recent_days_late) as sorted_days_late,
        size(recent_days_late) as recent_invoices
    from int_observation_features
    where task = 'recovery'
),
reasons as (
    select
        provider, reason_code, observation_date, claims, recovered_claims
    from int_reason_history
)
select
    observations.observation_date,
    entity_id as claim_id,
    entity_id,
    claim.claim_type as claim_type,
    invoice_id,
    order_id,
    customer_id,
    is_scoring,
    currency,
    coalesce(region, 'Unknown') as region,
    coalesce(segment, 'Unknown') as segment,
    open_amount as amount,
    label,
    label_status,
    label_settled_on,
    days_past_due as days_overdue,
    (observations.recovered_claims - own_recovered * is_own_customer)
        / nullif(observations.claims - own_claims * is_own_customer, 0) as past_recovery_rate,
    (reasons.recovered_claims - own_recovered * is_own_reason) / nullif(reasons.claims - own_claims * is_own_reason, 0)
        as reason_recovery_rate,
    case when open_amount < 25 then '<25' when open_amount < 100 then '<100' when open_amount < 500 then '<500' else '>=500' end
        as amount_bucket,
    claim.attempts_count as attempts,
    claim.failed_attempts as failed_attempts,
    claim.days_since_first_failure as days_since_first_failure,
    claim.days_since_last_attempt as days_since_last_attempt,
    claim.provider as provider,
    claim.reason_code as reason_code,
    claim.payment_method as payment_method,
    claim.device as device,
    coalesce(claim.country, customer_country) as country,
    if(:trust_final_retries, claim.stored_retries, null) as final_retries,
    terms_days,
    days_since_issue,
    double(paid_amount) / nullif(double(billed), 0) as paid_share,
    late_invoices / nullif(dated_invoices, 0) as past_late_rate,
    settled_invoices,
    double(late_amount) / nullif(double(dated_amount), 0) as late_amount_share,
    sum_days_late / nullif(dated_invoices, 0) as mean_days_late,
    (get(sorted_days_late, int((recent_invoices - 1) div 2)) + get(sorted_days_late, int(recent_invoices div 2))) / 2
        as median_days_late_last_12,
    array_max(recent_days_late) as max_days_late_last_12,
    get(recent_days_late, 0) as days_late_last_1,
    aggregate(slice(recent_days_late, 1, 3), 0, (total, days) -> total + days) / nullif(least(recent_invoices, 3), 0)
        as mean_days_late_last_3,
    aggregate(transform(recent_days_late, (days, place) -> days * (recent_invoices - place)), 0,
        (total, days) -> total + days) / nullif(recent_invoices * (recent_invoices + 1) div 2, 0) as weighted_days_late_last_12,
    double(open_amount) * billed_invoices / nullif(double(billed_amount), 0) as amount_to_usual,
    open_invoices,
    customer_open_amount,
    overdue_invoices,
    overdue_amount,
    double(overdue_amount) / nullif(double(customer_open_amount), 0) as overdue_share,
    (overdue_invoices * unix_date(observations.observation_date) - overdue_days) / nullif(overdue_invoices, 0)
        as mean_overdue_age_days,
    tenure_days,
    lifetime_amount,
    if(days_since_issue is null, null, double(billed) / nullif(double(lifetime_amount), 0)) as invoice_to_lifetime,
    double(ordered_amount) / nullif(currency_orders, 0) as mean_order_amount,
    orders,
    refunds,
    refunds / nullif(orders, 0) as refund_order_share,
    double(refunded_amount) / nullif(double(ordered_amount), 0) as refund_amount_share,
    observations.failed_attempts as customer_failed_attempts,
    observations.failed_attempts / nullif(orders, 0) as failed_attempts_per_order,
    chargebacks,
    days_since_last_payment,
    product_category,
    discount_share,
    price_to_list,
    rep_late_share,
    rep_return_share,
    credit_score
from observations
left join reasons
    on claim.claim_type = 'failed_payment' and coalesce(claim.provider, '') = reasons.provider
    and coalesce(claim.reason_code, '') = reasons.reason_code and observations.observation_date = reasons.observation_date
