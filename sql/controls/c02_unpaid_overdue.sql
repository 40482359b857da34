-- grain: invoice_id
-- control: C02
-- title: Unpaid and overdue
-- type: T
-- severity: medium
-- precedence: collection
-- needs: invoices.due_date
-- policy: tolerance
select
    invoice_id,
    amount as expected_amount,
    paid_amount as actual_amount,
    overdue_amount as amount,
    concat('due ', due_date, ', ', days_past_due, ' days past due') as evidence
from int_invoices
where not is_void
    and paid_amount <= 0
    and open_amount > terms.minor_units(:tolerance, currency)
    and days_past_due > 0
