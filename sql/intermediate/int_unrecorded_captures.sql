-- grain: attempt_id
-- kind: view
-- Successful captures beyond all payments recorded on their invoice; unrecorded_amount is what lies above them. A payment that
-- was taken back was recorded; an authorisation or a chargeback that was won is no capture. What was captured in another
-- currency than its invoice's is left alone: which of its payments it is, only the bank knows.
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
            partition by invoice_id, currency
            order by attempt_date, attempted_at, attempt_id
            rows between unbounded preceding and current row
        ) as captured_so_far
    from int_attempts
    where is_success
        and is_collection
        and not is_authorisation
        and invoice_id is not null
        and amount > 0
),

recorded as (
    select invoice_id, currency, sum(amount) as recorded_amount
    from int_payments
    where is_success
        and amount > 0
    group by invoice_id, currency
),

compared as (
    select
        captures.*,
        captures.captured_so_far - coalesce(recorded.recorded_amount, 0) as above_amount
    from captures
    left join recorded
        on captures.invoice_id = recorded.invoice_id and captures.currency = recorded.currency
    left join int_invoices
        on captures.invoice_id = int_invoices.invoice_id
    where coalesce(int_invoices.currency = captures.currency, true)
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
