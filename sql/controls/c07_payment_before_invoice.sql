-- grain: payment_id, invoice_id
-- control: C07
-- title: Payment before its invoice
-- type: Q
-- severity: low
-- precedence: quality
-- needs: payments
-- policy: none
select
    int_payments.payment_id,
    int_payments.invoice_id,
    0.00 as expected_amount,
    int_payments.amount as actual_amount,
    int_payments.amount,
    concat(
        'paid ', int_payments.payment_date, ', invoice of ', int_payments.invoice_date
    ) as evidence
from int_payments
inner join int_invoices
    on int_payments.invoice_id = int_invoices.invoice_id
where int_payments.is_success
    and int_payments.amount > 0
    and int_payments.payment_date < int_payments.invoice_date
    and not int_invoices.is_void
