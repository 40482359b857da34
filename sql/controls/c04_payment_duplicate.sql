-- grain: payment_id
-- control: C04
-- title: Duplicate payment
-- type: E
-- severity: high
-- precedence: excess
-- needs: payments
-- policy: tolerance, duplicate_payment_days
-- A payment that repeats an earlier one of the same invoice and amount within a few days and takes the
-- invoice above its amount. The excess is what it added above it.
with

payments as (
    select
        payment_id,
        invoice_id,
        payment_date,
        amount,
        sum(amount) over (
            partition by invoice_id
            order by payment_date, payment_id
            rows between unbounded preceding and current row
        ) as paid_so_far,
        max(struct(payment_date, payment_id)) over (
            partition by invoice_id, amount
            order by payment_date, payment_id
            rows between 1 preceding and 1 preceding
        ) as previous
    from int_payments
    where is_success
        and has_invoice
),

repeated as (
    select
        payments.payment_id,
        payments.invoice_id,
        payments.amount as payment_amount,
        payments.previous,
        payments.paid_so_far - int_invoices.amount as above_amount
    from payments
    inner join int_invoices
        on payments.invoice_id = int_invoices.invoice_id
    where not int_invoices.is_void
        and payments.amount > 0
        and datediff(payments.payment_date, payments.previous.payment_date) <= :duplicate_payment_days
)

select
    payment_id,
    invoice_id,
    payment_amount - least(payment_amount, above_amount) as expected_amount,
    payment_amount as actual_amount,
    least(payment_amount, above_amount) as amount,
    concat('repeats payment ', previous.payment_id, ' of ', previous.payment_date) as evidence
from repeated
where above_amount > :tolerance
