-- grain: attempt_id
-- kind: view
-- Debts whose last attempt failed and that are still owed. owed_amount: what is open on the invoice, else on the order's
-- invoices; a debt whose invoice and order are unknown, or whose order has no invoice yet (is_billed is false), is owed as
-- the attempt says. Where the attempt is in another currency than the debt, amount is what is owed.
with attempts as (
    select
        attempt_id,
        debt_id,
        invoice_id,
        order_id,
        customer_id,
        currency,
        attempt_date,
        amount,
        reason_code,
        is_failure,
        row_number() over (
            partition by debt_id
            order by attempted_at desc, attempt_id desc
            rows between unbounded preceding and current row
        ) as nth_last
    from int_attempts
    where debt_id is not null
        and is_collection
),

asked as (
    select
        attempts.attempt_id,
        attempts.debt_id,
        attempts.invoice_id,
        attempts.order_id,
        attempts.customer_id,
        attempts.attempt_date,
        attempts.reason_code,
        coalesce(int_invoices.currency, int_orders.currency, attempts.currency) as currency,
        if(coalesce(int_invoices.currency, int_orders.currency) <> attempts.currency, null, attempts.amount) as asked_amount,
        int_invoices.invoice_id is not null or coalesce(int_orders.invoices_count > 0, false) as is_billed,
        coalesce(attempts.customer_id, int_invoices.customer_id, int_orders.customer_id) as debtor_id,
        case
            when int_invoices.invoice_id is not null
                then if(int_invoices.is_void or int_invoices.is_order_cancelled, 0.00, int_invoices.open_amount)
            when int_orders.invoices_count > 0
                then if(int_orders.is_cancelled, 0.00, int_orders.open_amount)
        end as billed_amount
    from attempts
    left join int_invoices
        on attempts.invoice_id = int_invoices.invoice_id
    left join int_orders
        on if(attempts.invoice_id is null, attempts.order_id, null) = int_orders.order_id
    where attempts.nth_last = 1
        and attempts.is_failure
),

owed as (
    select
        attempt_id, debt_id, invoice_id, order_id, customer_id, attempt_date, reason_code, currency, asked_amount, is_billed,
        debtor_id, if(is_billed, billed_amount, asked_amount) as owed_amount
    from asked
)

select
    attempt_id, debt_id, invoice_id, order_id, customer_id, attempt_date, reason_code, currency, is_billed, debtor_id,
    owed_amount, coalesce(asked_amount, owed_amount) as amount
from owed
where owed_amount > terms.minor_units(:tolerance, currency)
    and coalesce(asked_amount, owed_amount) > terms.minor_units(:tolerance, currency)
