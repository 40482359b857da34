select
    payment_id, text_payments.invoice_id, order_id, customer_id, currency,
    cast(text_payments.payment_date as date) as payment_date,
    round(cast(text_payments.amount as decimal(19, 4)), 2) as amount,
    coalesce(cast(is_success as boolean), true) as is_success,
    text_invoices.invoice_id is not null as has_invoice,
    cast(invoice_date as date) as invoice_date,
    'Unknown' as region
from text_payments
left join text_invoices on text_payments.invoice_id = text_invoices.invoice_id
where cast(text_payments.payment_date as date) <= :as_of
