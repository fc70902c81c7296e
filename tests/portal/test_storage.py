"""Where uploaded files are kept."""

from portal.backends.storage import BucketStorage


def test_a_file_in_a_bucket_has_an_address_of_the_portal():
    storage = BucketStorage(bucket_name="portal", access_key="key", secret_key="secret")
    assert storage.url("images/tile.png") == "/media/images/tile.png"
