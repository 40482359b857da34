-- grain: invoice_id
-- control: C05
-- title: Paid above the invoice
-- type: E
-- severity: medium
-- precedence: excess
-- needs: payments
-- policy: tolerance
select
    invoice_id,
    amount as expected_amount,
    paid_amount as actual_amount,
    paid_amount - amount as amount,
    concat(payments_count, ' payments, the last of ', last_payment_date) as evidence
from int_invoices
where not is_void
    and paid_amount - amount > :tolerance
