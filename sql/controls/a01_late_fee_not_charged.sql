-- grain: invoice_id
-- control: A01
-- title: Late fee not charged
-- type: R
-- severity: low
-- precedence: cash
-- needs: policy.late_fee_rate, invoices.due_date
-- policy: tolerance, late_fee_rate, late_fee_grace_days
-- Overdue beyond the days of grace, and nothing was charged on the invoice. The fee is what the policy allows by now.
select
    invoice_id,
    terms.in_currency(overdue_amount * :late_fee_rate * days_past_due / 365, currency) as expected_amount,
    0.00 as actual_amount,
    terms.in_currency(overdue_amount * :late_fee_rate * days_past_due / 365, currency) as amount,
    concat('due ', due_date, ', ', days_past_due, ' days past due, no fee') as evidence
from int_invoices
where not is_void
    and not is_order_cancelled
    and open_amount > terms.minor_units(:tolerance, currency)
    and days_past_due > :late_fee_grace_days
    and charges_amount <= 0
