-- grain: attempt_id
-- control: C08
-- title: Failed and not tried again
-- type: R
-- severity: medium
-- precedence: cash
-- needs: transactions.invoice_id|transactions.order_id
-- policy: tolerance, days_before_retry, hard_declines
-- money: invoices
-- The last attempt of a debt that is still owed: it failed days ago, for a reason that another attempt may outlive.
-- A debt whose invoice (else order) is unknown is owed as the attempt says.
with

debts as (
    -- Of debts with a failure, and in order of time.
    select element_at(attempts, -1) as attempt
    from int_debt_attempts
),

attempts as (
    select
        attempt.attempt_id,
        attempt.invoice_id,
        attempt.order_id,
        attempt.customer_id,
        attempt.currency,
        attempt.attempt_date,
        attempt.amount,
        attempt.reason_code
    from debts
    where not attempt.is_success
),

failed as (
    select
        attempts.*,
        case
            when int_invoices.invoice_id is not null
                then if(int_invoices.is_void or int_invoices.is_order_cancelled, 0.00, int_invoices.open_amount)
            when int_orders.invoices_count > 0
                then if(int_orders.is_cancelled, 0.00, int_orders.open_amount)
            else attempts.amount
        end as owed_amount
    from attempts
    left join int_invoices
        on attempts.invoice_id = int_invoices.invoice_id
    left join int_orders
        on if(attempts.invoice_id is null, attempts.order_id, null) = int_orders.order_id
    where datediff(:as_of, attempts.attempt_date) >= :days_before_retry
        and not array_contains(:hard_declines, coalesce(attempts.reason_code, ''))
)

select
    attempt_id,
    invoice_id,
    order_id,
    customer_id,
    currency,
    amount as expected_amount,
    0.00 as actual_amount,
    least(amount, owed_amount) as amount,
    concat('failed ', attempt_date, ': ', coalesce(reason_code, 'no reason given')) as evidence
from failed
where owed_amount > terms.minor_units(:tolerance, currency)
    and amount > terms.minor_units(:tolerance, currency)
