-- grain: invoice_id
-- control: C05
-- title: Paid above the invoice
-- type: Q
-- severity: medium
-- precedence: quality
-- needs: payments
-- policy: tolerance
-- Payments and credits above what was asked for, less what refunds of the order sent back. A void or draft invoice asks for
-- nothing: all that came for it is. A credit memo is no overpayment: it is a credit balance from the first day on.
select
    invoice_id,
    amount as expected_amount,
    paid_amount + credited_amount - sent_back_amount as actual_amount,
    overpaid_amount as amount,
    concat_ws(
        ', ',
        if(is_void, concat('paid for an invoice that is ', stored_status), null),
        terms.counted(payments_count, 'payment'), concat('the last of ', last_payment_date),
        if(credited_amount <> 0, concat('credited ', terms.money_text(credited_amount, currency)), null)
    ) as evidence
from int_invoices
where face_amount >= 0
    and overpaid_amount > terms.minor_units(:tolerance, currency)
