-- grain: claim_id
-- kind: view
-- Failed payments of the worklist whose last attempt failed, by no hard decline. blocked_to: the last day
-- on which one more attempt would break the 30-day cap of its card network; null: none is. Caps are those of C10.
with claims as (
    select claim_id, coalesce('invoice ' || invoice_id, 'order ' || order_id) as debt
    from score_claims
    where claim_type = 'failed_payment'
),

named as (
    select
        coalesce('invoice ' || invoice_id, 'order ' || order_id) as debt,
        attempt_id,
        attempted_at,
        attempt_date,
        is_failure,
        is_authorisation,
        reason_code,
        case
            when lower(coalesce(payment_method, provider)) like '%visa%' then 'visa'
            when lower(coalesce(payment_method, provider)) like '%mastercard%' then 'mastercard'
        end as network
    from int_attempts
    where is_collection
),

attempts as (
    select
        claims.claim_id,
        named.attempt_date,
        named.is_failure,
        named.is_authorisation,
        named.reason_code,
        named.network,
        row_number() over (
            partition by claims.claim_id, named.is_authorisation order by named.attempted_at desc, named.attempt_id desc
            rows between unbounded preceding and current row
        ) as nth_last,
        row_number() over (
            partition by claims.claim_id, named.network order by named.attempted_at desc, named.attempt_id desc
            rows between unbounded preceding and current row
        ) as nth_of_network
    from claims
    inner join named on claims.debt = named.debt
),

blocked as (
    select claim_id, network, max(date_add(attempt_date, 29)) as blocked_to
    from attempts
    where network = 'visa' and nth_of_network = :visa_attempts_30_days
        or network = 'mastercard' and nth_of_network = :mastercard_attempts_30_days
    group by claim_id, network
)

select
    attempts.claim_id,
    coalesce(attempts.reason_code, 'Unknown') as reason_code,
    attempts.attempt_date as failed_on,
    blocked.blocked_to
from attempts
left join blocked on attempts.claim_id = blocked.claim_id and attempts.network = blocked.network
where attempts.nth_last = 1
    and not attempts.is_authorisation
    and attempts.is_failure
    and not array_contains(:hard_declines, coalesce(attempts.reason_code, ''))
