-- grain: claim_id
-- kind: view
-- Failed payments of the worklist whose last attempt failed, by no hard decline. blocked_to: the last day
-- on which one more attempt would break the 30-day cap of its card network; null: none is. Caps are those of C10.
with claims as (
    select claim_id
    from score_claims
    where claim_type = 'failed_payment'
),

-- As the claims: an attempt that names only its order is one on the order's invoices.
named as (
    select
        coalesce(
            'invoice:' || coalesce(int_attempts.invoice_id, int_order_invoices.invoice_id), 'order:' || int_attempts.order_id
        ) as claim_id,
        int_attempts.attempt_id,
        int_attempts.attempted_at,
        int_attempts.attempt_date,
        int_attempts.is_failure,
        int_attempts.reason_code,
        int_attempts.card_network as network
    from int_attempts
    left join int_order_invoices
        on if(int_attempts.invoice_id is null, int_attempts.order_id, null) = int_order_invoices.order_id
    where int_attempts.is_collection
),

attempts as (
    select
        claims.claim_id,
        named.attempt_date,
        named.is_failure,
        named.reason_code,
        named.network,
        row_number() over (
            partition by claims.claim_id order by named.attempted_at desc, named.attempt_id desc
            rows between unbounded preceding and current row
        ) as nth_last,
        row_number() over (
            partition by claims.claim_id, named.network order by named.attempted_at desc, named.attempt_id desc
            rows between unbounded preceding and current row
        ) as nth_of_network
    from claims
    inner join named on claims.claim_id = named.claim_id
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
    and attempts.is_failure
    and not array_contains(:hard_declines, coalesce(attempts.reason_code, ''))
