-- grain: invoice_id
-- control: C01
-- title: Short payment
-- type: T
-- severity: high
-- precedence: collection
-- needs: invoices.due_date
-- policy: tolerance, short_payment_days
-- Partly paid, overdue, and no payment for a while. The amount is what is overdue: of an invoice in parts, those due.
select
    invoice_id,
    amount as expected_amount,
    paid_amount as actual_amount,
    overdue_amount as amount,
    concat('last payment ', last_payment_date, ', due ', due_date) as evidence
from int_invoices
where not is_void
    and paid_amount > 0
    and open_amount > terms.minor_units(:tolerance, currency)
    and days_past_due > 0
    and datediff(:as_of, last_payment_date) >= :short_payment_days
