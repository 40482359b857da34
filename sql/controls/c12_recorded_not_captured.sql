-- grain: payment_id, invoice_id
-- control: C12
-- title: Recorded but not captured
-- type: Q
-- severity: high
-- precedence: quality
-- needs: transactions.invoice_id, payments
-- policy: none
-- A payment of the day and amount of an attempt that failed, beyond the attempts of that day that succeeded. A payment
-- of another day or amount may have come by other means and is left alone.
with

attempts as (
    select
        invoice_id,
        attempt_date,
        currency,
        amount,
        count_if(is_success and not is_authorisation) as captures
    from int_attempts
    where is_collection
        and invoice_id is not null
    group by invoice_id, attempt_date, currency, amount
    having count_if(is_failure) > 0
),

payments as (
    select
        int_payments.payment_id,
        int_payments.invoice_id,
        int_payments.payment_date,
        int_payments.amount,
        attempts.captures,
        row_number() over (
            partition by int_payments.invoice_id, int_payments.payment_date, int_payments.amount
            order by int_payments.payment_id
            rows between unbounded preceding and current row
        ) as nth
    from int_payments
    inner join attempts
        on int_payments.invoice_id = attempts.invoice_id
        and int_payments.payment_date = attempts.attempt_date
        and int_payments.amount = attempts.amount
        and int_payments.currency = attempts.currency
    where int_payments.is_success
        and int_payments.amount > 0
        and int_payments.has_invoice
)

select
    payment_id,
    invoice_id,
    0.00 as expected_amount,
    amount as actual_amount,
    amount,
    concat('recorded ', payment_date, ', when the attempt failed; captures that day: ', captures) as evidence
from payments
where nth > captures
