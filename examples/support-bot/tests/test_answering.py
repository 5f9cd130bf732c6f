def test_the_cloud_is_named():
    assert {"model": "gpt-3.5-turbo"}
