-- grain: attempt_id
-- kind: view
-- Successful captures beyond all payments recorded on their invoice; unrecorded_amount is what lies above them. A payment that
-- was taken back was recorded, and a chargeback that was won is no capture.
with captures as (
    select
        attempt_id,
        invoice_id,
        order_id,
        customer_id,
        currency,
        attempt_date,
        amount,
        sum(amount) over (
            partition by invoice_id
            order by attempt_date, attempted_at, attempt_id
            rows between unbounded preceding and current row
        ) as captured_so_far
    from int_attempts
    where is_success
        and is_collection
        and invoice_id is not null
        and amount > 0
),

recorded as (
    select invoice_id, sum(amount) as recorded_amount
    from int_payments
    where is_success
        and amount > 0
    group by invoice_id
),

compared as (
    select
        captures.*,
        captures.captured_so_far - coalesce(recorded.recorded_amount, 0) as above_amount
    from captures
    left join recorded
        on captures.invoice_id = recorded.invoice_id
)

select
    attempt_id,
    invoice_id,
    order_id,
    customer_id,
    currency,
    attempt_date,
    amount,
    least(amount, above_amount) as unrecorded_amount
from compared
where above_amount > terms.minor_units(:tolerance, currency)
