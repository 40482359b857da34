-- grain: payment_id, invoice_id
-- control: C04
-- title: Duplicate payment
-- type: Q
-- severity: high
-- precedence: quality
-- needs: payments
-- policy: tolerance, duplicate_payment_days
-- A payment that repeats an earlier one of the same invoice and amount within a few days and takes the invoice above what
-- was asked for less credits. The excess is what it added above it. Money that went back, as a payment or as a refund of
-- the order, counts from the start.
with

payments as (
    select
        payment_id,
        invoice_id,
        payment_date,
        amount,
        sum(if(amount > 0, amount, 0)) over (
            partition by invoice_id
            order by payment_date, payment_id
            rows between unbounded preceding and current row
        ) as received_so_far,
        sum(if(amount > 0, 0, amount)) over (
            partition by invoice_id
            order by payment_date, payment_id
            rows between unbounded preceding and unbounded following
        ) as gone_amount,
        max(struct(payment_date, payment_id)) over (
            partition by invoice_id, amount
            order by payment_date, payment_id
            rows between 1 preceding and 1 preceding
        ) as previous
    from int_payments
    where is_success
        and has_invoice
        and not is_undone
),

repeated as (
    select
        payments.payment_id,
        payments.invoice_id,
        int_invoices.currency,
        payments.amount as payment_amount,
        payments.previous,
        payments.received_so_far + payments.gone_amount + int_invoices.credited_amount - int_invoices.sent_back_amount
            - int_invoices.amount as above_amount
    from payments
    inner join int_invoices
        on payments.invoice_id = int_invoices.invoice_id
    where not int_invoices.is_void
        and int_invoices.face_amount >= 0
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
where above_amount > terms.minor_units(:tolerance, currency)
