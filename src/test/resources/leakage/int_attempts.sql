select
    attempt_id, order_id, invoice_id, customer_id, cast(attempted_at as timestamp) as attempted_at,
    cast(attempted_at as date) as attempt_date, round(cast(amount as decimal(19, 4)), 2) as amount, result_status,
    cast(is_success as boolean) as is_success, cast(is_refund as boolean) as is_refund, provider, payment_method,
    currency, transaction_type, reason_code, cast(is_chargeback as boolean) as is_chargeback,
    coalesce(invoice_id, order_id) as debt_id
from text_attempts
where cast(attempted_at as date) <= :as_of
